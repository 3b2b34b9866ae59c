"""What a journey asks about decides what of the past is rebuilt, and what nobody has to hear of."""

import pytest

from saleor_automation.journeys.definition import parse_definition
from saleor_automation.models import ProductList
from saleor_automation.simulation.needs import needs_of
from tests.factories import NOW, TemplateFactory, definition_of

SEND = {"id": "hello", "kind": "send", "template": "hello"}
BOUGHT = {"fact": "bought_product", "op": "has", "value": [1]}

pytestmark = pytest.mark.django_db


def needs(*steps, **rest):
    return needs_of(parse_definition(definition_of(*(steps or (SEND,)), **rest), "Draft"))


def make_list(slug, source):
    definition = {"source": source}
    ProductList.objects.create(slug=slug, name=slug, definition=definition, created_at=NOW, updated_at=NOW)


def test_turns_of_orders_nobody_names_are_passed_over():
    assert needs().passed_over == {"order_paid", "order_fulfilled", "order_partly_refunded"}


@pytest.mark.parametrize(
    "rest",
    [
        {"exits": [{"event": "order_paid", "reason": "paid"}]},
        {"trigger": {"kind": "event", "event": "order_paid"}},
        {"exits": [{"condition": {"fact": "tag", "op": "has", "value": "VIP"}, "reason": "vip"}]},
        {"exits": [{"condition": {"fact": "segment", "op": "has", "value": "loyal"}, "reason": "loyal"}]},
    ],
    ids=["exit", "trigger", "looks_at_everything", "segment"],
)
def test_turn_that_may_matter_is_told(rest):
    assert "order_paid" not in needs(**rest).passed_over


@pytest.mark.parametrize(("entry", "expected"), [({}, False), ({"entry": {"rule": "once", "condition": BOUGHT}}, True)])
def test_products_of_everybody_are_rebuilt_for_conditions_only(entry, expected):
    assert needs(**entry).products is expected


@pytest.mark.parametrize(
    ("source", "shown", "expected"),
    [
        ({"kind": "cross_selling", "reference": "order"}, "goes-well", True),
        ({"kind": "cross_selling", "reference": "order"}, "something-else", False),
        ({"kind": "bought"}, "goes-well", False),
    ],
    ids=["shown", "not_shown", "not_learned"],
)
def test_recommendations_are_learned_for_mails_that_show_them(source, shown, expected):
    # given
    make_list("goes-well", source)
    blocks = [{"kind": "product_grid", "source": shown}, {"kind": "footer"}]
    TemplateFactory(slug="hello", content={"en": {"subject": "Hello", "blocks": blocks}})

    # then
    assert needs().recommendations is expected


def test_what_people_buy_again_and_again_needs_all_their_orders():
    # given
    make_list("again", {"kind": "cross_selling", "reference": "next_basket"})
    blocks = [{"kind": "product_grid", "source": "again"}, {"kind": "footer"}]
    TemplateFactory(slug="hello", content={"en": {"subject": "Hello", "blocks": blocks}})

    # when
    found = needs()

    # then
    assert "order_placed" in found.history
    assert found.look_back is None
