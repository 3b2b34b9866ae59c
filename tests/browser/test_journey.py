"""A marketer builds a journey in Chromium and a customer lives through it; then the builder with the keyboard alone."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from saleor_automation import tasks
from saleor_automation.core.clock import utc_now
from saleor_automation.journeys.holdout import set_holdout
from saleor_automation.models import Contact, Journey, Message
from tests.factories import ContactFactory, TemplateFactory, happened
from tests.shop.factories import make_channel, make_product

from .dashboard import Host
from .keyboard import Keyboard

pytestmark = pytest.mark.browser

EMAIL = "ada@example.com"


@pytest.fixture
def shop(staffed):
    """A shop with one product."""
    make_product("Blue mug", prices={make_channel("us", "USD", "US"): "12.50"})
    return staffed


def abandon_cart(page, url):
    """Agree, subscribe, put the mug into the cart, type the address, and leave."""
    page.goto(f"{url}/us/")
    page.get_by_role("button", name="Yes").click()
    page.locator("[data-automation-subscribe] input[name=email]").fill(EMAIL)
    page.get_by_role("button", name="Subscribe").click()
    page.get_by_text("Thank you!").wait_for()
    page.get_by_role("link", name="Blue mug").first.click()
    page.get_by_role("button", name="Add to cart").click()
    email = page.locator("form.order input[name=email]")
    email.fill(EMAIL)
    with page.expect_response(lambda response: "checkoutEmailUpdate" in (response.request.post_data or "")):
        email.blur()
    page.context.close()


def test_recipe_becomes_a_journey_and_its_mail_reaches_who_left_a_cart(shop, host, device):
    # given: somebody who left a cart last week, and a recipe imported in two clicks
    now = utc_now()
    happened("checkout_abandoned", ContactFactory(), now - timedelta(days=7), subject_id=str(uuid4()))
    frame = host.open("/recipes")
    frame.get_by_role("link", name="Abandoned cart recovery").click()
    frame.get_by_role("button", name="Make a draft of it").click()
    frame.get_by_role("heading", level=1, name="Abandoned cart recovery").wait_for()

    # when: a wait is made longer
    frame.get_by_role("button", name="List", exact=True).click()
    frame.get_by_role("button", name=re.compile("^Wait 23 hours")).click()
    panel = frame.get_by_role("complementary", name="Wait")
    panel.get_by_label("How long").fill("30")
    frame.get_by_role("button", name=re.compile("^Wait 30 hours")).wait_for()
    frame.get_by_role("status").get_by_text("Saved", exact=True).wait_for()

    # when: its first mail gets another subject
    frame.get_by_role("button", name=re.compile("^Send a mail First reminder")).click()
    frame.get_by_role("link", name="Edit this mail").click()
    frame.get_by_label("Subject").fill("Your mug is lonely")
    frame.get_by_role("button", name="Save").click()
    host.page.get_by_text("The template is saved").wait_for()

    # when: it is sent through the shop's past, in which somebody left a cart
    frame.get_by_role("link", name="Journeys").click()
    frame.get_by_role("link", name="Abandoned cart recovery").click()
    frame.get_by_role("button", name="Simulate").click()
    frame.get_by_role("button", name="Start").click()
    frame.get_by_role("button", name="Cancel simulation").wait_for()
    shop.work(tasks.run_simulations)
    frame.get_by_role("heading", name="Entered, day by day").wait_for()
    frame.get_by_text("1 person", exact=True).first.wait_for()

    # when: it is published
    frame.get_by_role("link", name="Journeys").click()
    frame.get_by_role("link", name="Abandoned cart recovery").click()
    frame.get_by_role("button", name="Publish").click()
    dialog = frame.get_by_role("dialog")
    dialog.get_by_text("This will be its first version.").wait_for()
    dialog.get_by_role("button", name="Publish").click()
    host.page.get_by_text("“Abandoned cart recovery” is published").wait_for()
    journey = Journey.objects.get()
    assert journey.status == "active"
    assert [step.get("duration") for step in journey.draft["steps"]][1] == "30 hours"
    set_holdout(journey, 0)

    # when: a customer leaves a cart, and two hours go by
    abandon_cart(device(), shop.url)
    shop.work()
    shop.work(after=timedelta(hours=2))

    # then: the mail is in the inbox, and the contact's page tells of it
    phone = device()
    phone.goto(f"{shop.url}/inbox/")
    phone.get_by_text("Your mug is lonely").wait_for()
    frame = host.open("/contacts")
    frame.get_by_role("link", name=EMAIL).first.click()
    timeline = frame.get_by_role("list", name="Timeline")
    timeline.get_by_text("Your mug is lonely").first.wait_for()
    timeline.get_by_text("Abandoned cart recovery").first.wait_for()
    assert Message.objects.get().contact_id == Contact.objects.get(email=EMAIL).pk


def test_journey_is_built_and_published_with_the_keyboard_alone(shop, device):
    # given
    TemplateFactory(slug="thanks", name="Thanks")
    host = Host(device(), shop.url)
    host.sign_in()
    frame = host.open("/journeys")
    keys = Keyboard(host)

    # when: a journey is made
    keys.go_to("Create journey").press("Enter")
    frame.get_by_role("dialog").wait_for()
    keys.type("Thank you").press("Enter")
    frame.get_by_role("heading", level=1, name="Thank you").wait_for()
    keys.go_to("List").press("Enter")

    # when: who enters
    keys.go_to("Who enters").press("Enter")
    frame.get_by_role("complementary", name="Who enters").wait_for()
    keys.go_to("What lets people in").choose("Something happens")
    keys.go_to("What happens").choose("Placed an order").press("Escape")

    # when: a wait, then a mail above it
    keys.go_to("Add a step at the beginning").press("Enter")
    frame.get_by_role("dialog").wait_for()
    keys.type("wait").press("Enter")
    keys.go_to("How long").clear().type("3").press("Escape")
    keys.go_to("Add a step below Wait").press("Enter")
    frame.get_by_role("dialog").wait_for()
    keys.type("send a mail").press("Enter")
    keys.go_to("Mail").press("Enter")
    frame.get_by_role("dialog").wait_for()
    keys.type("thank")
    frame.get_by_role("dialog").get_by_role("button", name="Thanks").wait_for()
    keys.go_to("Thanks").press("Enter")
    frame.get_by_role("button", name="Mail * Thanks").wait_for()
    keys.press("Escape")
    keys.go_to("Move up: Send a mail").press("Enter")
    frame.get_by_role("status").get_by_text("Saved", exact=True).wait_for()

    # when
    keys.go_to("Publish").press("Enter")
    dialog = frame.get_by_role("dialog")
    dialog.get_by_text("Nothing stands in the way.").wait_for()
    keys.go_to("Publish").press("Enter")
    host.page.get_by_text("“Thank you” is published").wait_for()

    # then
    journey = Journey.objects.get()
    assert journey.status == "active"
    assert journey.draft["trigger"] == {"kind": "event", "event": "order_placed"}
    steps = [(step["kind"], step.get("template") or step.get("duration")) for step in journey.draft["steps"]]
    assert steps == [("send", "thanks"), ("wait", "3 days")]
