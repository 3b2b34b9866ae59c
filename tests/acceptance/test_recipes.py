"""Each recipe really run, from the event to the mail in the inbox, against the timeline of its README."""

from collections import defaultdict
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation import audience, pipeline
from saleor_automation.events.log import NewEvent, record
from saleor_automation.events.orders import absorb_orders
from saleor_automation.journeys.publishing import publish
from saleor_automation.messages.transports.smtp import SmtpTransport
from saleor_automation.messages.transports.smtp_settings import SmtpSettings
from saleor_automation.models import Consent, Contact, Coupon, Enrollment, Message
from tests.factories import NOW, import_for_everybody
from tests.shop.factories import make_channel, make_product, make_site
from tests.shop.sales import make_checkout, make_order
from world.inbox.server import InboxServer

pytestmark = pytest.mark.django_db

HOUR, DAY, TEN_DAYS = timedelta(hours=1), timedelta(days=1), timedelta(days=10)

SUBJECTS = {
    ("abandoned-cart-recovery", "en"): [
        "Ada, you left something behind",
        "Still thinking it over?",
        "10% off on your cart, just for you",
    ],
    ("abandoned-cart-recovery", "it"): [
        "Ada, hai dimenticato qualcosa",
        "Ci stai ancora pensando?",
        "10% di sconto sul tuo carrello, solo per te",
    ],
    ("win-back", "en"): [
        "Ada, it has been a while",
        "What happened since your last visit",
        "15% off to welcome you back",
    ],
    ("win-back", "it"): [
        "Ada, è passato un po' di tempo",
        "Cosa è successo dalla tua ultima visita",
        "15% di sconto per il tuo ritorno",
    ],
}


@pytest.fixture
def shop(settings):
    settings.DEFAULT_FROM_EMAIL = "Mugs <hello@shop.example>"
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    make_site()
    channel = make_channel()
    return channel, make_product("Blue mug", prices={channel: "12.50"}).default_variant


class Story:
    """One person, one shop, one inbox, and a clock that is moved by hand."""

    def __init__(self, shop, inbox):
        self.channel, self.variant = shop
        self.inbox = inbox
        self.transport = SmtpTransport(SmtpSettings(host=inbox.host, port=inbox.port))
        self.now = NOW

    def begin(self, recipe, language="en"):
        self.language = language
        publish(import_for_everybody(recipe, {}, self.now).pk, self.now)
        audience.subscribe("ada@example.com", self.now, source="test", language_code=language, channel_slug="main")
        profile = {"first_name": "Ada", "language": language, "channel": "main"}
        record([NewEvent("customer_updated", "ada", self.now, email="ada@example.com", data=profile)], self.now)
        self.run()

    def leave_cart(self):
        checkout = make_checkout(self.channel, [(self.variant, 1)], email="ada@example.com", changed_at=self.now - HOUR)
        record(
            [
                NewEvent(
                    "checkout_abandoned", str(checkout.pk), self.now, email="ada@example.com", checkout_id=checkout.pk
                )
            ],
            self.now,
        )
        self.run()

    def order(self, **columns):
        order = make_order(
            self.channel,
            [(self.variant, 1)],
            email="ada@example.com",
            created_at=self.now,
            is_paid=False,
            language_code=self.language,
            **columns,
        )
        absorb_orders([order.pk], self.now)
        self.run()

    def run(self):
        pipeline.run_everything(self.transport, self.now)

    def live(self, until, step=HOUR):
        """Let the time pass and return the mails that arrived, as (time since the story began, mail)."""
        arrived = []
        while self.now < until:
            self.now += step
            seen = len(self.inbox.messages)
            self.run()
            arrived += [(self.now - NOW, self._parsed(mail)) for mail in self.inbox.messages[seen:]]
        return arrived

    def mails(self):
        return [self._parsed(mail) for mail in self.inbox.messages]

    @staticmethod
    def _parsed(mail):
        return message_from_bytes(mail.content, policy=policy.default)


@pytest.fixture
def story(shop):
    with InboxServer() as inbox:
        told = Story(shop, inbox)
        yield told
        told.transport.close()


def reasons():
    counted = defaultdict(int)
    for state, reason in Message.objects.values_list("state", "reason"):
        counted[(state, reason)] += 1
    return dict(counted)


@pytest.mark.parametrize("language", ["en", "it"])
def test_cart_recovery_keeps_to_its_timeline(story, language):
    # given
    story.begin("abandoned-cart-recovery", language)
    story.leave_cart()

    # when
    later = story.live(NOW + 4 * DAY)

    # then
    first, *_ = mails = story.mails()
    assert [mail["Subject"] for mail in mails] == SUBJECTS["abandoned-cart-recovery", language]
    assert [at for at, _ in later] == [23 * HOUR, 71 * HOUR]
    assert first["To"] == "ada@example.com"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Blue mug" in first.get_body(("html",)).get_content()
    code = Coupon.objects.get().code
    assert code in mails[2].get_body(("plain",)).get_content()
    assert VoucherCode.objects.get(code=code).is_active
    assert Enrollment.objects.get().finish_reason == "completed"


def test_order_ends_cart_recovery_and_takes_back_the_unused_code(story):
    # given
    story.begin("abandoned-cart-recovery")
    story.leave_cart()
    story.live(NOW + 3 * DAY)
    code = Coupon.objects.get().code

    # when: the run is at its end, so the person leaves another cart after the pause and orders at once
    story.live(NOW + 8 * DAY, step=DAY)
    story.leave_cart()
    story.order()
    story.live(NOW + 12 * DAY, step=6 * HOUR)

    # then
    finished = list(Enrollment.objects.order_by("entered_at").values_list("finish_reason", flat=True))
    assert finished == ["completed", "already_ordered"]
    assert len(story.mails()) == 4
    assert VoucherCode.objects.get(code=code).is_active


def test_code_that_was_not_used_is_taken_back_when_the_person_orders(story):
    # given
    story.begin("win-back")
    story.order()
    story.live(NOW + 210 * DAY, step=TEN_DAYS)
    code = Coupon.objects.get().code

    # when
    story.order()

    # then
    assert VoucherCode.objects.get(code=code).is_active is False
    assert Enrollment.objects.get().finish_reason == "already_ordered"


def test_redeemed_code_is_credited_to_its_mail(story):
    # given
    story.begin("win-back")
    story.order()
    story.live(NOW + 210 * DAY, step=TEN_DAYS)
    coupon = Coupon.objects.get()

    # when
    story.order(voucher_code=coupon.code)

    # then
    coupon.refresh_from_db()
    assert coupon.redeemed_at == story.now
    assert coupon.revoked_at is None


@pytest.mark.parametrize("language", ["en", "it"])
def test_win_back_keeps_to_its_timeline_and_takes_the_person_off(story, language):
    # given
    story.begin("win-back", language)
    story.order()

    # when
    mails = story.live(NOW + 280 * DAY, step=TEN_DAYS)

    # then
    assert [(at / DAY, mail["Subject"]) for at, mail in mails] == list(
        zip([90, 150, 210], SUBJECTS["win-back", language], strict=True)
    )
    assert Consent.objects.get().state == "unsubscribed"
    assert Enrollment.objects.get().finish_reason == "taken_off"
    assert Contact.objects.get().tag_marks.get().tag.name == "Inactive"


def test_customer_who_clicks_the_last_mail_stays_on_the_list(story):
    # given
    story.begin("win-back")
    story.order()
    story.live(NOW + 220 * DAY, step=TEN_DAYS)

    # when
    pipeline.message_clicked(Message.objects.order_by("-id")[0].pk, "https://shop.example/", story.now)
    story.live(NOW + 280 * DAY, step=TEN_DAYS)

    # then
    assert Consent.objects.get().state == "subscribed"
    assert Enrollment.objects.get().finish_reason == "stayed"


@pytest.mark.parametrize("recipe", ["abandoned-cart-recovery", "win-back"])
def test_nobody_is_written_to_without_consent(story, recipe):
    # given
    story.begin(recipe)
    Consent.objects.update(state="none")
    story.order() if recipe == "win-back" else story.leave_cart()

    # when
    story.live(NOW + 220 * DAY, step=TEN_DAYS)

    # then
    assert (story.mails(), reasons()) == ([], {("skipped", "no_consent"): 3})


def test_unsubscribing_ends_the_journey_at_once(story):
    # given
    story.begin("abandoned-cart-recovery")
    story.leave_cart()
    message = Message.objects.get()

    # when
    audience.unsubscribe(message.contact_id, message.pk, "one_click", story.now)
    story.live(NOW + 4 * DAY)

    # then
    assert len(story.mails()) == 1
    assert Enrollment.objects.get().finish_reason == "unsubscribed"
