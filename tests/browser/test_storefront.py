"""A visitor in Chromium, from the first look at a product to the order the follow-up mail brought about."""

from datetime import timedelta

import pytest
from saleor.order.models import Order
from saleor.plugins.models import PluginConfiguration

from saleor_automation import pipeline
from saleor_automation.core.clock import utc_now
from saleor_automation.messages.transports.smtp import SmtpTransport
from saleor_automation.messages.transports.smtp_settings import SmtpSettings
from saleor_automation.models import Attribution, Contact, ContactTag, ContactTotals, Event, Message, Tag, Visitor
from saleor_automation.onsite.editing import create_slot
from tests.factories import TemplateFactory, running_journey
from tests.shop.factories import make_channel, make_product
from tests.workers import until
from world.inbox.store import MailStore
from world.places import inbox_folder

pytestmark = pytest.mark.browser

EMAIL = "ada@example.com"
MAIL = {
    "en": {
        "subject": "You looked twice",
        "blocks": [
            {"kind": "heading", "text": "Still thinking it over?"},
            {"kind": "cart_lines", "button_label": "Back to your cart"},
            {"kind": "footer"},
        ],
    }
}
LOOKED_TWICE = {"fact": "same_product_views", "op": "gte", "value": 2}
IS_INTERESTED = {"fact": "tag", "op": "has", "value": "Interested"}


@pytest.fixture
def shop(world):
    """A shop with one product, and what staff have set up: an interest tag, a follow-up mail, a slot."""
    PluginConfiguration.objects.create(
        identifier="saleor.automation",
        active=True,
        configuration=[
            {"name": "storefront_url", "value": world.url},
            {"name": "sender_address", "value": "hello@shop.example"},
            {"name": "postal_address", "value": "Main Street 1, Boston"},
        ],
    )
    channel = make_channel("us", "USD", "US")
    make_product("Blue mug", prices={channel: "12.50"})
    Tag.objects.create(name="Interested", created_at=utc_now())
    running_journey(
        {"id": "tag", "kind": "add_tag", "tag": "Interested"},
        now=utc_now(),
        trigger={"kind": "event", "event": "product_viewed"},
        entry={"condition": LOOKED_TWICE},
    )
    TemplateFactory(slug="looked-twice", content=MAIL)
    running_journey(
        {"id": "mail", "kind": "send", "template": "looked-twice", "truth": ["not_ordered", "cart"]},
        now=utc_now(),
        entry={"rule": "again", "pause": "7 days", "condition": IS_INTERESTED},
    )
    create_slot("Home", {"default": {"slug": "hello", "heading": {"en": "Good to see you"}}}, utc_now())
    return world


def reported(kind, count):
    """Wait until the browser has told of so many events of a kind."""
    until(lambda: Event.objects.filter(kind=kind).count() >= count, f"{count} x {kind} arrived")


def look_at_mug(page):
    page.get_by_role("link", name="Blue mug").first.click()
    page.get_by_role("button", name="Add to cart").wait_for()


def test_nothing_is_stored_or_sent_before_the_visitor_agrees(shop, device):
    # given
    page, calls = device(), []
    page.on("request", lambda request: calls.append(request.post_data or ""))

    # when
    page.goto(f"{shop.url}/us/")
    look_at_mug(page)
    page.get_by_role("button", name="No").click()
    page.goto(f"{shop.url}/us/")
    page.get_by_role("heading", name="Things that last").wait_for()

    # then
    stored = page.evaluate("Object.keys(localStorage)")
    assert "automation.visitor" not in stored
    assert not [call for call in calls if "automation" in call and "__type" not in call]
    assert not Visitor.objects.exists()
    assert not Event.objects.filter(kind__endswith="viewed").exists()


def test_looks_become_an_interest_a_mail_a_cart_and_an_order(shop, device):
    transport = SmtpTransport(SmtpSettings(host=shop.inbox.host, port=shop.inbox.port))

    # when: a visitor agrees, subscribes, and looks at the mug twice
    page = device()
    page.goto(f"{shop.url}/us/")
    page.get_by_role("button", name="Yes").click()
    page.locator("[data-automation-subscribe] input[name=email]").fill(EMAIL)
    page.get_by_role("button", name="Subscribe").click()
    page.get_by_text("Thank you!").wait_for()
    look_at_mug(page)
    reported("product_viewed", 1)
    page.locator("[data-link=home]").click()
    page.get_by_text("Good to see you").wait_for()
    reported("content_shown", 1)
    look_at_mug(page)
    reported("product_viewed", 2)
    pipeline.run_everything(transport, utc_now())

    # then
    contact = Contact.objects.get()
    assert contact.email == EMAIL
    totals = ContactTotals.objects.get(contact=contact)
    assert (totals.visits_count, totals.views_count) == (1, 2)
    assert list(ContactTag.objects.values_list("tag__name", flat=True)) == ["Interested"]
    assert MailStore(inbox_folder()).names() == []

    # when: they fill a cart, leave their address there, and go
    page.get_by_role("button", name="Add to cart").click()
    email = page.locator("form.order input[name=email]")
    email.fill(EMAIL)
    with page.expect_response(lambda response: "checkoutEmailUpdate" in (response.request.post_data or "")):
        email.blur()
    page.context.close()
    pipeline.run_everything(transport, utc_now())
    pipeline.run_everything(transport, utc_now() + timedelta(hours=2))

    # then: the mail is in the inbox
    phone = device()
    phone.goto(f"{shop.url}/inbox/")
    phone.get_by_text("You looked twice").click()
    mail = phone.frame_locator("iframe").first
    link = mail.get_by_role("link", name="Back to your cart").get_attribute("href")

    # when: they follow it on another device
    phone.goto(link)
    phone.get_by_role("heading", name="Cart").wait_for()

    # then: the cart is theirs again, and the address no longer says whose mail it was
    phone.get_by_role("link", name="Blue mug").wait_for()
    assert "automation=" not in phone.url
    assert Message.objects.get().clicked_at is not None

    # when
    phone.get_by_role("button", name="Yes").click()
    until(lambda: Visitor.objects.filter(contact_id=contact.pk, is_proven=True).exists(), "the reader is known")
    form = phone.locator("form.order")
    assert form.locator("input[name=email]").input_value() == EMAIL
    address = {
        "firstName": "Ada", "lastName": "Byron", "streetAddress1": "Wall Street 1",
        "postalCode": "10118", "city": "New York",
    }  # fmt: skip
    for name, value in address.items():
        form.locator(f"input[name={name}]").fill(value)
    phone.get_by_role("button", name="Place order").click()
    phone.get_by_role("heading", name="Thank you").wait_for()
    pipeline.run_everything(transport, utc_now())
    transport.close()

    # then
    order = Order.objects.get()
    assert order.user_email == EMAIL
    assert Attribution.objects.get().message_id == Message.objects.get().pk
    assert ContactTotals.objects.get(contact=contact).orders_count == 1
