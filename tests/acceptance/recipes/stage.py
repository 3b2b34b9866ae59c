"""A shop, its customers, a mail server and a clock: what a recipe is really run on.

What people do goes the way it goes in production: rows of the shop and the hooks the shop calls for them, the tracking
calls of the storefront, subscriptions, opens and clicks. The pipeline takes it up, real SMTP brings the mails.
"""

import itertools
import uuid
from email import message_from_bytes, policy
from types import SimpleNamespace

from django.db import transaction
from saleor.checkout.models import Checkout
from saleor.order import OrderChargeStatus, OrderStatus
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager

from saleor_automation import audience, pipeline
from saleor_automation.contacts.list_editing import create_list
from saleor_automation.contacts.tags import add_tag
from saleor_automation.journeys.publishing import publish
from saleor_automation.messages.transports.smtp import SmtpTransport
from saleor_automation.messages.transports.smtp_settings import SmtpSettings
from saleor_automation.models import Contact, ContactList, Enrollment, Journey, Message, TagPeriod, Template
from saleor_automation.pipeline import TrackedItem
from saleor_automation.recipes.importing import bring_in
from saleor_automation.recipes.loader import get_recipe
from tests.factories import NOW
from tests.shop.factories import make_category, make_channel, make_customer, make_product, make_site
from tests.shop.sales import make_checkout, make_order

from .clock import next_due

EMAIL = "ada@example.com"


class Stage:
    """now is the virtual clock; a story counts from start, the moment of `curtain`."""

    def __init__(self, inbox):
        self.inbox = inbox
        self.transport = SmtpTransport(SmtpSettings(host=inbox.host, port=inbox.port))
        self.now = self.start = NOW
        self.language = "en"
        self.recipe = ""
        self._seen = 0
        self._keys = itertools.count(1)
        self.arrived, self.notices = [], []
        make_site()
        self.channel = make_channel(currency="EUR", country="IT")
        self.mugs, self.bowls = make_category("Mugs"), make_category("Bowls")
        self.mug = make_product("Blue mug", prices={self.channel: "12.50"}, category=self.mugs)
        self.bowl = make_product("Red bowl", prices={self.channel: "24.00"}, category=self.bowls)
        self.manager = get_plugins_manager(allow_replica=False)

    # -- the marketer ----------------------------------------------------------------------------------------------

    def have_list(self, slug="newsletter", **values):
        if not ContactList.objects.filter(slug=slug).exists():
            create_list({"slug": slug, "name": slug.title(), **values}, self.now)

    def begin(self, slug, parameters=None, *, language="en", holdout=0):
        """Import a recipe as a marketer would, switch all its journeys on, and return them; nobody is held out."""
        self.language, self.recipe = language, slug
        self.sync_shelf()
        imported = bring_in(get_recipe(slug), parameters or {}, self.now, language=language)
        self.switch_on(*imported.journeys, holdout=holdout)
        return imported.journeys

    def switch_on(self, *journeys, holdout=0):
        for journey in journeys:
            Journey.objects.filter(pk=journey.pk).update(holdout_percent=holdout)
            publish(journey.pk, self.now)
        self.run()

    # -- what people do --------------------------------------------------------------------------------------------

    def person(self, email=EMAIL, *, consent=True, lists=(), time_zone="", account=True, **columns):
        """Let somebody sign up, with an account and a consent unless told otherwise; returns the contact."""
        user = None
        if account:
            names = {"first_name": "Ada", "last_name": "Rossi", "language_code": self.language}
            user = make_customer(email, **names | {"date_joined": self.now} | columns)
            # The shop's own clock is the real one: an account made in the future would be learnt of then.
            type(user).objects.filter(pk=user.pk).update(updated_at=self.now)
            self.hook("customer_created", user)
        if consent:
            audience.subscribe(
                email, self.now, source="test", language_code=self.language, channel_slug="main", slugs=lists
            )
        self.run()
        Contact.objects.filter(email=email).update(
            first_name="Ada", language_code=self.language, channel_slug="main", time_zone=time_zone
        )
        return Contact.objects.get(email=email)

    def curtain(self):
        """The story begins now: times are counted from here."""
        self.start, self.arrived = self.now, []
        self._seen = len(self.inbox.messages)

    def hook(self, name, *objects):
        getattr(self.manager, name)(*objects)

    def leave_cart(self, *products, email=EMAIL):
        """Put products into a cart and go away."""
        items = [(product.default_variant, 1) for product in products or (self.mug,)]
        checkout = make_checkout(self.channel, items, email=email, changed_at=self.now, language_code=self.language)
        self.hook("checkout_created", checkout)
        self.run()
        return checkout

    def order(self, *products, email=EMAIL, checkout=None, is_paid=True, **columns):
        """Buy products; the cart they came from is gone then, as in the shop."""
        items = [(product.default_variant, 1) for product in products or (self.mug,)]
        if checkout is not None:
            columns["checkout_token"] = str(checkout.pk)
            Checkout.objects.filter(pk=checkout.pk).delete()
        order = make_order(
            self.channel,
            items,
            email=email,
            created_at=self.now,
            is_paid=is_paid,
            language_code=self.language,
            **columns,
        )
        self.hook("order_created", order)
        if is_paid:
            self.hook("order_fully_paid", order)
        self.run()
        return order

    def fulfill(self, order):
        Order.objects.filter(pk=order.pk).update(status=OrderStatus.FULFILLED, updated_at=self.now)
        self.hook("order_fulfilled", Order.objects.get(pk=order.pk))
        self.run()

    def refund(self, order):
        Order.objects.filter(pk=order.pk).update(
            charge_status=OrderChargeStatus.NONE, status=OrderStatus.RETURNED, updated_at=self.now
        )
        self.hook("order_fully_refunded", Order.objects.get(pk=order.pk))
        self.run()

    def visit(self, url="https://shop.example/", email=EMAIL, **data):
        self._track(TrackedItem("page_viewed", self._key(), self.now, data={"url": url, **data}), email)

    def view(self, product, email=EMAIL):
        data = {"url": f"https://shop.example/products/{product.slug}"}
        self._track(TrackedItem("product_viewed", self._key(), self.now, product.pk, data=data), email)

    def _track(self, item, email):
        user_id = Contact.objects.values_list("user_id", flat=True).get(email=email)
        pipeline.track(uuid.uuid5(uuid.NAMESPACE_DNS, email), [item], user_id, self.now)
        self.run()

    def _key(self):
        return f"k{next(self._keys)}"

    def open(self, mail="", email=EMAIL):
        assert pipeline.message_opened(self.message(mail, email).pk, self.now)
        self.run()

    def click(self, mail="", url="https://shop.example/", email=EMAIL):
        assert pipeline.message_clicked(self.message(mail, email).pk, url, self.now)
        self.run()

    def join(self, slug="newsletter", email=EMAIL):
        audience.subscribe(
            email, self.now, source="test", language_code=self.language, channel_slug="main", slugs=[slug]
        )
        self.run()

    def put_on_list(self, contact, slug="newsletter"):
        audience.place_on_lists([contact.pk], [slug], "staff:1", self.now)
        self.run()

    def leave_list(self, contact, slug="newsletter"):
        audience.take_off_lists([contact.pk], [slug], "staff:1", self.now)
        self.run()

    def tag(self, name, email=EMAIL):
        """Let staff put a tag on somebody."""
        with transaction.atomic():
            add_tag(name, [Contact.objects.get(email=email).pk], source="staff:1", now=self.now)
        self.run()

    def unsubscribe(self, email=EMAIL):
        contact = Contact.objects.get(email=email)
        audience.unsubscribe(contact.pk, None, "one_click", self.now)
        self.run()

    # -- time ------------------------------------------------------------------------------------------------------

    def sync_shelf(self):
        """Let the upkeep look along the shop's products, as beat does every few minutes."""
        while pipeline.tend_shelf(self.now):
            pass

    def run(self):
        """Do all that is due now, and take the mails that arrive out of the inbox."""
        pipeline.run_everything(self.transport, self.now)
        for mail in self.inbox.messages[self._seen :]:
            parsed = message_from_bytes(mail.content, policy=policy.default)
            if parsed["Message-ID"].startswith("<notice."):
                self.notices.append(parsed)
                continue
            message = Message.objects.get(pk=int(parsed["Message-ID"].split("@")[0].split(".")[-1]))
            self.arrived.append(SimpleNamespace(at=self.now, mail=parsed, message=message))
        self._seen = len(self.inbox.messages)

    def live(self, time):
        """Let this long pass since the story began; the clock jumps from one due moment to the next."""
        until = self.start + time
        while self.now < until:
            due = next_due(self.now)
            self.now = until if due is None else min(due, until)
            self.run()

    # -- what came of it -------------------------------------------------------------------------------------------

    def message(self, mail="", email=EMAIL):
        """Return the newest message, or the newest of a mail of the recipe."""
        messages = Message.objects.filter(contact_id=Contact.objects.get(email=email).pk).order_by("-id")
        if mail:
            messages = [each for each in messages if self.name_of(each) == mail]
        return messages[0]

    def name_of(self, message):
        slug = Template.objects.get(pk=message.template_id).slug
        return slug.removeprefix(f"{self.recipe}-")

    def happened(self, email=EMAIL):
        """Return [(time since the story began, "mail name", "tag Name" or "tag Name off")], as a README promises it."""
        mails = [
            (each.at - self.start, f"mail {self.name_of(each.message)}")
            for each in self.arrived
            if each.mail["To"] == email
        ]
        periods = TagPeriod.objects.filter(contact__email=email)
        on = [(each.assigned_at - self.start, f"tag {each.tag_name}") for each in periods]
        off = [(each.removed_at - self.start, f"tag {each.tag_name} off") for each in periods if each.removed_at]
        return sorted(each for each in mails + on + off if each[0].total_seconds() >= 0)

    @property
    def subjects(self):
        return [each.mail["Subject"] for each in self.arrived]

    def text(self, number=-1):
        return self.arrived[number].mail.get_body(("plain",)).get_content()

    def html(self, number=-1):
        return self.arrived[number].mail.get_body(("html",)).get_content()

    def skipped(self):
        """Return {mail: reason} of what was planned and not sent."""
        return {
            self.name_of(each): each.reason
            for each in Message.objects.filter(state__in=("skipped", "expired")).order_by("id")
        }

    def finished(self):
        """Return why runs ended, in the order in which they began; None for one that goes on."""
        runs = Enrollment.objects.filter(journey__recipe=self.recipe).order_by("id")
        return [None if run.is_active else run.finish_reason for run in runs]
