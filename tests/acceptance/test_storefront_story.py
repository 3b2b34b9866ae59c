"""The whole way through the shop's front door: every step of customer and marketer is a GraphQL request.

Here nothing is put in by hand: Saleor's own mutations fire the hooks, the hooks leave hints, the pipeline takes
them up, a real mail server receives the mails, and the codes are used where customers use them.
"""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.test import Client
from saleor.discount.models import VoucherCode

from saleor_automation import pipeline
from saleor_automation.core.clock import utc_now
from saleor_automation.messages.transports.smtp import SmtpTransport
from saleor_automation.messages.transports.smtp_settings import SmtpSettings
from saleor_automation.models import Coupon, Enrollment, Hint, Message
from tests.factories import NOW
from tests.shop import api
from tests.shop.factories import make_channel, make_product
from tests.shop.storefront import start_checkout
from world.inbox.server import InboxServer

pytestmark = pytest.mark.django_db

EMAIL = "ada@example.com"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

CONFIGURE = """mutation ($input: [ConfigurationItemInput!]!) {
    pluginUpdate(id: "saleor.automation", input: {active: true, configuration: $input}) {
        plugin { globalConfiguration { active configuration { name value } } } errors { field message code }
    }
}"""
IMPORT = """mutation {
    automationRecipeImport(input: {recipe: "abandoned-cart-recovery"}) {
        journey { id revision } errors { field message code }
    }
}"""
HOLD_NOBODY_OUT = """mutation ($id: ID!, $revision: Int!) {
    automationJourneyUpdate(id: $id, input: {revision: $revision, holdoutPercent: 0}) { errors { field message code } }
}"""
PUBLISH = """mutation ($id: ID!) { automationJourneyPublish(id: $id) { errors { field message code } } }"""
SUBSCRIBE = """mutation ($email: String!) {
    automationSubscribe(email: $email, source: "footer", consentText: "Write to me.", language: "en") {
        errors { field message code }
    }
}"""
CREDIT = """query ($id: ID!) {
    order(id: $id) { automationAttribution { touch amount { amount currency } message { stepId } } }
}"""


class Story:
    """A shop, a marketer and a mail server; the clock of the whole process is moved by hand."""

    def __init__(self, clock, inbox):
        self.clock, self.inbox = clock, inbox
        self.transport = SmtpTransport(SmtpSettings(host=inbox.host, port=inbox.port))
        self.channel = make_channel()
        self.variant = make_product("Blue mug", prices={self.channel: "12.50"}).default_variant

    @staticmethod
    def marketer():
        """Log somebody in; a token does not outlast the days a story takes."""
        return api.staff("automation.manage_automation", "plugins.manage_plugins", "order.manage_orders")

    def switch_on(self):
        """Fill in the plugin's settings, import the recipe and publish it, as the Dashboard does."""
        settings = {"storefront_url": "https://shop.example", "postal_address": "Main Street 1, Boston"}
        items = [{"name": name, "value": value} for name, value in settings.items()]
        marketer = self.marketer()
        marketer.ask(CONFIGURE, {"input": items}).done()
        journey = marketer.ask(IMPORT).done()["journey"]
        marketer.ask(HOLD_NOBODY_OUT, {"id": journey["id"], "revision": journey["revision"]}).done()
        marketer.ask(PUBLISH, {"id": journey["id"]}).done()

    def leave_cart(self):
        """Subscribe, put two mugs into a cart, and go away."""
        api.anonymous().ask(SUBSCRIBE, {"email": EMAIL}).done()
        return start_checkout(self.channel, [(self.variant, 2)], EMAIL)

    def after(self, time):
        """Let time pass and the pipeline work; returns the mails that came then."""
        self.clock.move_to(utc_now() + time)
        seen = len(self.inbox.messages)
        pipeline.run_everything(self.transport, utc_now())
        return [message_from_bytes(mail.content, policy=policy.default) for mail in self.inbox.messages[seen:]]


@pytest.fixture
def story(settings):
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    settings.PUBLIC_URL = "https://example.com"
    settings.DEFAULT_FROM_EMAIL = "Mugs <hello@shop.example>"
    with InboxServer() as inbox, time_machine.travel(NOW) as clock:
        told = Story(clock, inbox)
        told.switch_on()
        yield told
        told.transport.close()


def body(mail, kind="plain"):
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


def test_cart_left_in_the_storefront_is_ordered_with_the_code_from_the_mail(story):
    # given
    cart = story.leave_cart()
    assert set(Hint.objects.values_list("kind", flat=True)) == {"checkout"}

    # when
    mails = [*story.after(HOUR + timedelta(minutes=1)), *story.after(DAY), *story.after(2 * DAY)]

    # then: three mails with the cart as it is, the last one with a code
    assert [mail["Subject"] for mail in mails] == [
        "You left something behind",
        "Still thinking it over?",
        "10% off your cart, just for you",
    ]
    assert {mail["To"] for mail in mails} == {EMAIL}
    assert all("- Blue mug\n  Quantity: 2, $25.00\n" in body(mail) for mail in mails)
    code = Coupon.objects.get().code
    assert [code in body(mail) for mail in mails] == [False, False, True]

    # when: the person comes back through the mail, types the code in, and orders
    link = re.search(r"https://example\.com(/plugins/saleor\.automation/c/\S+/cart/\S+)", body(mails[2]))
    landing = Client().get(link[1])
    cart.give_address().done()
    full_price = cart.total()
    cart.add_code(code).done()
    order = cart.complete().done()["order"]
    later = [*story.after(HOUR), *story.after(10 * DAY)]

    # then
    assert landing.status_code == 302
    assert landing["Location"].startswith("https://shop.example/main/cart/")
    assert (full_price, order["total"]["gross"]["amount"]) == (25.0, 22.5)
    assert order["voucherCode"] == code
    assert VoucherCode.objects.get(code=code).is_active is False
    assert Coupon.objects.get().redeemed_at
    assert later == []
    assert list(Message.objects.values_list("state", flat=True)) == ["delivered"] * 3
    credit = story.marketer().ask(CREDIT, {"id": order["id"]}).payload["automationAttribution"]
    assert credit["amount"] == {"amount": 22.5, "currency": "USD"}
    assert credit["message"]["stepId"] == "code"


def test_order_in_the_storefront_ends_the_reminders(story):
    # given
    cart = story.leave_cart()
    mails = story.after(HOUR + timedelta(minutes=1))

    # when
    cart.give_address().done()
    cart.complete().done()
    later = [mail for _ in range(5) for mail in story.after(DAY)]

    # then
    assert len(mails) == 1
    assert later == []
    assert list(Enrollment.objects.values_list("finish_reason", flat=True)) == ["already_ordered"]


def test_order_before_the_first_reminder_keeps_it_from_being_sent(story):
    # given
    cart = story.leave_cart()
    cart.give_address().done()

    # when
    cart.complete().done()
    mails = [*story.after(2 * HOUR), *story.after(DAY)]

    # then
    assert mails == []
    assert not Enrollment.objects.exists()
