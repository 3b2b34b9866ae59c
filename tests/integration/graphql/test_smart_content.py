import json
import uuid
from datetime import timedelta

import pytest
from graphene import Node

from saleor_automation import audience, pipeline
from saleor_automation.core.clock import utc_now
from saleor_automation.core.settings import get_settings
from saleor_automation.models import ContentSlot, Event, ProductList
from saleor_automation.onsite.editing import create_slot
from saleor_automation.pipeline import TrackedItem
from saleor_automation.product_lists.looking import look
from saleor_automation.shop.configuration import load_configuration
from tests.shop.factories import make_channel, make_product
from tests.shop.storefront import start_checkout

from . import builders

ASK = """query ($slot: String!, $channel: String!, $language: String, $visitor: UUID, $product: ID, $checkout: ID) {
  automationSmartContent(slot: $slot, channel: $channel, language: $language, visitorId: $visitor,
    productId: $product, checkoutId: $checkout) {
    slot variant heading text buttonText buttonUrl products { id name price oldPrice image url reason } } }"""


@pytest.fixture
def channel():
    return make_channel()


@pytest.fixture
def mug(channel):
    return make_product("Blue mug", prices={channel: "12.50"})


@pytest.fixture
def lists(mug):
    """A list that always shows the mug, and one of what was looked at."""
    manual = {"source": {"kind": "manual", "products": [mug.pk]}}
    seen = {"source": {"kind": "viewed_not_bought"}}
    for slug, definition in (("mugs", manual), ("seen", seen)):
        ProductList.objects.create(
            slug=slug, name=slug, definition=definition, created_at=utc_now(), updated_at=utc_now()
        )
    look(load_configuration(), utc_now())


def slot(**definition):
    return create_slot("Home", definition, utc_now())


def ask(caller, channel, **variables):
    return caller.ask(ASK, {"slot": "home", "channel": channel.slug, **variables})["automationSmartContent"]


WORDS = {"slug": "words", "text": {"en": "Hello", "it": "Ciao"}}


def test_everybody_gets_the_default_as_plain_data(anonymous, channel, mug, lists):
    # given
    slot(default={"slug": "default", "products": "mugs", "heading": {"en": "For you", "it": "Per te"}})

    # when
    content = ask(anonymous, channel, language="it")

    # then
    (product,) = content.pop("products")
    assert content == {
        "slot": "home", "variant": "default", "heading": "Per te", "text": "", "buttonText": "", "buttonUrl": "",
    }  # fmt: skip
    assert product["id"] == Node.to_global_id("Product", mug.pk)
    assert (product["name"], product["oldPrice"], product["reason"]) == ("Blue mug", None, "chosen")
    assert product["price"] == "12,50\xa0USD"
    assert product["url"].startswith("http")


def test_condition_chooses_for_the_customer_who_logged_in(as_customer, anonymous, channel):
    # given
    builders.contact("ada@example.com", user_id=as_customer.user.pk)
    never_ordered = {"fact": "orders_count", "op": "eq", "value": 0}
    slot(variants=[{"slug": "first", "when": never_ordered, "text": {"en": "Welcome"}}], default=WORDS)

    # then
    assert ask(as_customer, channel)["variant"] == "first"
    assert ask(anonymous, channel)["variant"] == "words"


def test_typed_address_shows_nothing_of_the_person(anonymous, channel):
    # given: somebody typed Ada's address into their own browser
    typed, proven = str(uuid.uuid4()), str(uuid.uuid4())
    contact = builders.contact("ada@example.com")
    audience.subscribe(contact.email, utc_now(), source="footer", visitor_id=uuid.UUID(typed))
    pipeline.name_visitor(uuid.UUID(proven), utc_now(), message_id=builders.message(contact).pk)
    slot(variants=[{"slug": "known", "audience": "known", "text": {"en": "Ada's"}}], default=WORDS)

    # then
    assert ask(anonymous, channel, visitor=typed)["variant"] == "words"
    assert ask(anonymous, channel, visitor=proven)["variant"] == "known"


def test_visitor_without_a_name_is_told_apart_by_visits(anonymous, channel):
    # given
    visitor, now = uuid.uuid4(), utc_now()
    items = [TrackedItem("page_viewed", str(age), now - timedelta(hours=age)) for age in (2, 1)]
    pipeline.track(visitor, items, None, now)
    pipeline.learn(now)
    slot(
        variants=[
            {"slug": "third", "min_visits": 3, "text": {"en": "Third"}},
            {"slug": "again", "min_visits": 2, "audience": "anonymous", "text": {"en": "Again"}},
        ],
        default=WORDS,
    )

    # then
    assert ask(anonymous, channel, visitor=str(visitor))["variant"] == "again"
    assert ask(anonymous, channel, visitor=str(uuid.uuid4()))["variant"] == "words"


def test_variant_with_nothing_to_show_gives_way_to_the_next(anonymous, channel, lists):
    # given: nobody has looked at anything
    slot(variants=[{"slug": "seen", "products": "seen"}], default=WORDS)

    # then
    assert ask(anonymous, channel, language="pt-br")["text"] == "Hello"


def test_slot_that_is_switched_off_or_missing_shows_nothing(anonymous, channel):
    # given
    slot(default=WORDS)
    ContentSlot.objects.update(is_enabled=False)

    # then
    assert ask(anonymous, channel) is None
    assert ask(anonymous, channel, slot="elsewhere") is None


def test_asking_records_nothing(anonymous, channel):
    # given
    slot(default=WORDS)

    # when
    ask(anonymous, channel, visitor=str(uuid.uuid4()))

    # then
    assert not Event.objects.exists()


def test_cart_at_hand_is_accepted(anonymous, channel, mug):
    # given
    slot(default=WORDS)
    checkout = start_checkout(channel, [(mug.default_variant, 1)])

    # then
    assert ask(anonymous, channel, checkout=checkout.id)["variant"] == "words"


@pytest.mark.parametrize(
    ("variables", "text"),
    [
        ({"product": "VXNlcjox"}, "Invalid ID: VXNlcjox. Expected: Product, received: User."),
        ({"product": Node.to_global_id("Product", 2**31)}, "Invalid ID: UHJvZHVjdDoyMTQ3NDgzNjQ4. No Product has it."),
        ({"checkout": "nonsense"}, "Invalid ID: nonsense. Expected: Checkout."),
        ({"checkout": Node.to_global_id("Order", uuid.UUID(int=1))}, None),
    ],
)  # fmt: skip
def test_malformed_id_is_refused(anonymous, channel, variables, text):
    # when
    answer = anonymous.post(ASK, {"slot": "home", "channel": channel.slug, **variables})

    # then
    (error,) = answer["errors"]
    assert error["message"] == (text or f"Invalid ID: {variables['checkout']}. Expected: Checkout.")
    assert answer["data"] == {"automationSmartContent": None}


def test_too_many_calls_are_refused(anonymous, channel, monkeypatch):
    # given
    monkeypatch.setenv("AUTOMATION_CONTENT_RATE_PER_MINUTE", "2")
    get_settings.cache_clear()
    slot(default=WORDS)

    # when
    answers = [anonymous.post(ASK, {"slot": "home", "channel": channel.slug}) for _ in range(3)]
    monkeypatch.undo()
    get_settings.cache_clear()

    # then
    assert [len(answer.get("errors", [])) for answer in answers] == [0, 0, 1]
    text = "Too many calls for smart content in one minute; try again in a minute."
    assert answers[2]["errors"][0]["message"] == text


def test_changed_slot_is_shown_at_once(anonymous, as_manager, channel):
    # given
    made = slot(default=WORDS)
    assert ask(anonymous, channel)["text"] == "Hello"

    # when
    update = """mutation ($id: ID!, $definition: JSONString) { automationSlotUpdate(id: $id,
        input: {definition: $definition}) { errors { message } } }"""
    changed = json.dumps({"default": {**WORDS, "text": {"en": "Good morning"}}})
    as_manager.ask(update, {"id": Node.to_global_id("AutomationSlot", made.pk), "definition": changed})

    # then
    assert ask(anonymous, channel)["text"] == "Good morning"
