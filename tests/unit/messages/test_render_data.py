from datetime import date
from decimal import Decimal

import pytest

from saleor_automation.messages.render_data import (
    cards_to_data,
    cart_to_data,
    coupon_to_data,
    lines_to_data,
    order_to_data,
    points_to_data,
)
from saleor_automation.messages.variables import CARD, LINE, mail_variables
from saleor_automation.scores.standings import Standing


def test_card_has_exactly_the_declared_fields(make_card):
    assert set(cards_to_data([make_card()], "en")[0]) == set(CARD)


def test_groups_have_exactly_the_declared_fields(make_cart):
    # given
    declared = mail_variables().by_name
    cart = make_cart()

    # then
    assert set(cart_to_data(cart, "en")) == set(declared["cart"].fields)
    assert set(lines_to_data(cart.lines, "en")[0]) == set(LINE)
    assert set(order_to_data("1", date(2026, 1, 1), Decimal(1), "EUR", cart.lines, "en")) == set(
        declared["order"].fields
    )
    assert set(coupon_to_data("A", "10%", None, "en")) == set(declared["coupon"].fields)
    assert set(points_to_data(Standing(1, 0, "", "", 0, "", 0))) == set(declared["points"].fields)


def test_points_that_are_owed_are_shown_as_none():
    assert points_to_data(Standing(-40, 0, "", "", 0, "", 0))["available"] == 0


def test_discount_shows_the_price_before(make_card):
    # given
    card = make_card(price=Decimal("89"), undiscounted_price=Decimal("109"))

    # when
    data = cards_to_data([card], "it")[0]

    # then
    assert (data["price"], data["old_price"], data["price_amount"]) == ("89,00\xa0€", "109,00\xa0€", 89.0)


def test_same_price_before_is_no_discount(make_card):
    card = make_card(price=Decimal("89"), undiscounted_price=Decimal("89.00"))

    assert cards_to_data([card], "en")[0]["old_price"] == ""


@pytest.mark.parametrize(
    ("changes", "notice"),
    [
        ({"units_left": None}, ""),
        ({"units_left": 6}, ""),
        ({"units_left": 5}, "Only 5 left"),
        ({"units_left": 1}, "Only 1 left"),
        ({"units_left": 0}, "Sold out at the moment"),
        ({"units_left": 9, "is_available": False}, "Sold out at the moment"),
    ],
)
def test_notice_tells_of_low_stock(make_card, changes, notice):
    assert cards_to_data([make_card(**changes)], "en")[0]["notice"] == notice


def test_order_lines_are_never_short_in_stock(make_card, make_cart):
    # given
    cart = make_cart()
    short = [type(line)(make_card(units_left=1), line.quantity, line.total) for line in cart.lines]

    # when
    order = order_to_data("1042", date(2026, 10, 31), Decimal("267"), "EUR", short, "en")

    # then
    assert [line["notice"] for line in order["lines"]] == ["", ""]


def test_cart_counts_units_and_writes_totals(make_cart):
    # when
    data = cart_to_data(make_cart(), "en")

    # then
    assert (data["count"], data["total"], data["total_amount"]) == (3, "€267.00", 267.0)
    assert [line["total"] for line in data["lines"]] == ["€178.00", "€89.00"]
