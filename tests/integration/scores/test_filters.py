"""Filters mean in SQL what they say; an event without the value asked for is never an error."""

from uuid import uuid4

import pytest

from saleor_automation.core import sql
from saleor_automation.scores.filters import compile_filter, parse_filter
from tests.factories import ContactFactory, happened

pytestmark = pytest.mark.django_db
ORDER = {
    "gross": "120.50",
    "country": "IT",
    "is_gift": True,
    "count": 3,
    "deep": {"er": {"color": "red"}},
    "lines": [{"product_id": 41, "quantity": 1}, {"product_id": 42, "quantity": 2}],
}


def passes(filter_, data=None, product_id=None):
    event = happened("order_placed", ContactFactory(), key=str(uuid4()), data=data or {}, product_id=product_id)
    where, params = compile_filter(parse_filter(filter_, "Rule"), "e")
    return sql.fetch_all(f"SELECT {where} FROM automation_event e WHERE e.key = %s", [*params, event.key])[0][0]


@pytest.mark.parametrize(
    ("field", "op", "value", "expected"),
    [
        ("data.gross", "gte", 120.5, True),
        ("data.gross", "gt", 120.5, False),
        ("data.gross", "lt", 1000, True),
        ("data.gross", "eq", 120.5, True),
        ("data.gross", "in", [1, 120.50], True),
        ("data.country", "eq", "IT", True),
        ("data.country", "ne", "IT", False),
        ("data.country", "in", ["FR", "IT"], True),
        ("data.country", "gt", 5, False),
        ("data.country", "starts_with", "I", True),
        ("data.country", "contains", "%", False),
        ("data.is_gift", "eq", True, True),
        ("data.count", "eq", "3", True),
        ("data.count", "eq", 3.0, True),
        ("data.deep.er.color", "eq", "red", True),
        ("data.missing", "eq", "red", False),
        ("data.missing", "ne", "red", True),
        ("data.missing", "lt", 5, False),
        ("data.missing", "exists", True, False),
        ("data.missing", "exists", False, True),
        ("data.gross.inside", "eq", "x", False),
        ("data.lines.0.product_id", "eq", 41, True),
        ("product", "eq", 42, True),
        ("product", "in", [7, 41], True),
        ("product", "eq", 43, False),
        ("product", "ne", 41, False),
        ("url", "eq", "x", False),
    ],
)
def test_field_of_an_event_is_compared(field, op, value, expected):
    assert passes({"field": field, "op": op, "value": value}, ORDER) is expected


@pytest.mark.parametrize(("product_id", "expected"), [(41, True), (40, False), (None, False)])
def test_product_is_that_of_the_event_too(product_id, expected):
    assert passes({"field": "product", "op": "eq", "value": 41}, {"lines": "none"}, product_id) is expected


def test_filters_are_joined_and_turned_round():
    italy = {"field": "data.country", "op": "eq", "value": "IT"}
    cheap = {"field": "data.gross", "op": "lt", "value": 100}

    assert passes({"any": [italy, cheap]}, ORDER)
    assert not passes({"all": [italy, cheap]}, ORDER)
    assert passes({"all": [italy, {"not": cheap}]}, ORDER)
    assert passes({"not": {"any": [cheap, {"field": "data.missing", "op": "eq", "value": "x"}]}}, ORDER)


@pytest.mark.parametrize("value", ["'; DROP TABLE automation_event; --", "%s", "%", "\\", '"', "\u2028"])
def test_hostile_text_is_only_text(value):
    assert passes({"field": "url", "op": "eq", "value": value}, {"url": value})
    assert not passes({"field": "url", "op": "contains", "value": value}, {"url": "plain"})
