import base64
from decimal import Decimal

import pytest

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.coupons.definition import definition_schema, parse_definition, stored_definition
from saleor_automation.coupons.models import CouponKind

TEN = {"kind": "percentage", "percentage": "10", "valid_days": 5}
FIVE = {"kind": "fixed", "amounts": {"USD": "5"}, "valid_days": 5}
GIFT = {"kind": "gift_product", "gift": {"products": [1]}, "valid_days": 5}
MEMBER = {"kind": "membership", "tag": "VIP"}
CONTEST = {"kind": "contest_entry", "prize": "A weekend in Turin"}
EXAMPLES = [
    TEN,
    FIVE,
    {"kind": "free_shipping", "valid_days": 5, "countries": ["IT"]},
    {"kind": "cheapest_item", "valid_days": 5},
    GIFT,
    MEMBER,
    CONTEST,
]


def parse(data):
    return parse_definition(data, "Coupon 'test'")


def problems(data):
    with pytest.raises(InvalidDefinition) as refused:
        parse(data)
    return refused.value.problems


def global_id(name, pk):
    return base64.b64encode(f"{name}:{pk}".encode()).decode()


@pytest.mark.parametrize("data", EXAMPLES, ids=lambda data: data["kind"])
def test_stored_definition_reads_as_it_was_checked(data):
    parsed = parse(data)

    assert stored_definition(parsed.model_dump(mode="json")) == parsed


def test_every_kind_has_an_example_and_a_schema():
    kinds = {str(kind) for kind in CouponKind}

    assert {data["kind"] for data in EXAMPLES} == kinds
    assert set(definition_schema()["discriminator"]["mapping"]) == kinds


def test_ids_are_taken_as_numbers_and_as_graphql_spells_them():
    # when
    scope = {"products": [global_id("Product", 7), 3], "categories": [global_id("Category", 9)]}
    parsed = parse(TEN | {"applies_to": scope})

    # then
    assert (parsed.applies_to.products, parsed.applies_to.categories) == ((3, 7), (9,))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, ("kind", "It says no kind; add one.")),
        ([], ("", "A coupon is described by an object with a kind, not by a list or a text.")),
        (
            {"kind": "lottery"},
            (
                "kind",
                "There is no kind 'lottery'; use one of 'percentage', 'fixed', 'free_shipping', 'cheapest_item', "
                "'gift_product', 'membership', 'contest_entry'.",
            ),
        ),
        ({"kind": "percentage", "percentage": "10"}, ("valid_days", "It is missing; fill it in.")),
        (
            TEN | {"colour": "red"},
            ("colour", "A coupon of the kind 'percentage' has no such field; remove it or correct its name."),
        ),
        (TEN | {"percentage": "0"}, ("percentage", "Input should be greater than 0, not '0'.")),
        (TEN | {"percentage": "101"}, ("percentage", "Input should be less than or equal to 100, not '101'.")),
        (TEN | {"percentage": "NaN"}, ("percentage", "Input should be a finite number, not 'NaN'.")),
        (TEN | {"valid_days": 0}, ("valid_days", "Input should be greater than or equal to 1, not 0.")),
        (TEN | {"limit": 0}, ("limit", "Input should be greater than or equal to 1, not 0.")),
        (
            FIVE | {"amounts": {"usd": "5"}},
            ("amounts", "'usd' is no currency; use a code of three capitals, for instance 'EUR'."),
        ),
        (FIVE | {"amounts": {"USD": "-5"}}, ("amounts.USD", "Input should be greater than 0, not '-5'.")),
        (
            TEN | {"minimum_spend": {"EURO": "5"}},
            ("minimum_spend", "'EURO' is no currency; use a code of three capitals, for instance 'EUR'."),
        ),
        (
            TEN | {"time_zone": "Rome"},
            ("time_zone", "There is no time zone 'Rome'; use one such as 'Europe/Rome'."),
        ),
        (
            TEN | {"remind_days": 5},
            ("", "remind_days is 5, but it is good for 5 days; remind later than that."),
        ),
        (
            TEN | {"budget": {"USD": "500"}},
            (
                "",
                "budget is in USD, but nothing says what one coupon costs in USD at most; add it to cost_per_coupon.",
            ),
        ),
        (
            TEN | {"applies_to": {"products": [global_id("Category", 9)]}},
            ("applies_to.products", f"'{global_id('Category', 9)}' is no ID of a Product; choose one in the shop."),
        ),
        (
            TEN | {"applies_to": {"products": ["mug"]}},
            ("applies_to.products", "'mug' is no ID of a Product; choose one in the shop."),
        ),
        (
            {"kind": "free_shipping", "valid_days": 5, "countries": ["Italy"]},
            ("countries", "'Italy' is no country; use a code of two capitals, for instance 'IT'."),
        ),
        (
            GIFT | {"gift": {"categories": [1]}},
            ("gift", "Name the product or the variant that is given; categories and collections are too wide."),
        ),
        (
            CONTEST | {"closes_at": "2026-12-24T18:00"},
            ("closes_at", "closes_at has no time zone; end it with one, for instance '+01:00'."),
        ),
        (MEMBER | {"tag": ""}, ("tag", "String should have at least 1 character, not ''.")),
        (
            TEN | {"prefix": "SALE!"},
            ("prefix", "String should match pattern '^[A-Za-z0-9]{0,12}$', not 'SALE!'."),
        ),
    ],
)
def test_wrong_field_is_named_with_the_remedy(data, expected):
    assert problems(data) == [expected]


def test_all_problems_are_told_at_once():
    assert [place for place, _ in problems(TEN | {"percentage": "0", "limit": 0})] == ["limit", "percentage"]


def test_too_many_products_are_refused():
    (problem,) = problems(TEN | {"applies_to": {"products": list(range(1, 1_002))}})

    assert problem[0] == "applies_to.products"
    assert problem[1].startswith("Value should have at most 1000 items after validation")
    assert len(problem[1]) < 300


def test_coupon_that_counts_is_exclusive():
    assert not parse(TEN).is_exclusive
    assert parse(TEN | {"limit": 5}).is_exclusive
    assert parse(TEN | {"once_per_customer": True}).is_exclusive
    assert parse(TEN | {"budget": {"USD": "9"}, "cost_per_coupon": {"USD": "3"}}).is_exclusive
    assert parse(MEMBER).is_exclusive


def test_cheapest_item_is_free_and_needs_two_in_the_cart():
    parsed = parse({"kind": "cheapest_item", "valid_days": 5})

    assert (parsed.percentage, parsed.minimum_quantity) == (Decimal(100), 2)
