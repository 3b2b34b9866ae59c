from decimal import Decimal

import pytest

from saleor_automation.coupons.budget import added, amount_left, cost, room
from saleor_automation.coupons.definition import parse_definition

FIVE = {"kind": "fixed", "amounts": {"USD": "5", "EUR": "4"}, "valid_days": 5}


def definition(**changes):
    return parse_definition(FIVE | changes, "Coupon 'five'")


@pytest.mark.parametrize(
    ("changes", "issued", "reserved", "expected"),
    [
        ({}, 1000, {}, None),
        ({"limit": 100}, 99, {}, 1),
        ({"limit": 100}, 100, {}, 0),
        ({"limit": 100}, 120, {}, 0),  # the limit was lowered
        ({"budget": {"USD": "52"}}, 0, {}, 10),
        ({"budget": {"USD": "52"}}, 0, {"USD": "50"}, 0),
        ({"budget": {"USD": "55"}}, 0, {"USD": "50"}, 1),
        ({"budget": {"USD": "52", "EUR": "9"}}, 0, {}, 2),
        ({"limit": 3, "budget": {"USD": "52"}}, 1, {}, 2),
        ({"budget": {"USD": "10"}}, 0, {"USD": "40"}, 0),
    ],
)
def test_room_is_what_limit_and_budgets_leave(changes, issued, reserved, expected):
    assert room(definition(**changes), issued, reserved) == expected


def test_open_coupon_counts_with_the_most_it_can_cost_and_a_used_one_with_what_it_did():
    # given
    five = definition()

    # then
    assert cost(five, "held", None, "") == {"USD": Decimal(5), "EUR": Decimal(4)}
    assert cost(five, "spent", Decimal("3.5"), "EUR") == {"EUR": Decimal("3.5")}
    assert cost(five, "free", None, "") == {}


def test_estimate_replaces_the_amount():
    assert definition(cost_per_coupon={"USD": "2"}).ceilings == {"USD": Decimal(2), "EUR": Decimal(4)}


def test_amount_off_some_products_has_no_ceiling_of_its_own():
    assert definition(applies_to={"products": [1]}).ceilings == {}


def test_sums_are_stored_as_text_and_forget_what_is_nothing():
    assert added({"USD": "10"}, {"USD": Decimal("-10"), "EUR": Decimal("100.50")}) == {"EUR": "100.5"}
    assert added({}, {"USD": Decimal(100)}) == {"USD": "100"}


def test_amount_left_is_never_less_than_nothing():
    five = definition(budget={"USD": "10", "EUR": "8"})

    assert amount_left(five, {"USD": "12", "EUR": "3.5"}) == {"USD": Decimal(0), "EUR": Decimal("4.5")}
