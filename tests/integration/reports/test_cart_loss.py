from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from saleor_automation.core.exceptions import PermanentError
from saleor_automation.models import Cart
from saleor_automation.reports.cart_loss import cart_loss, loss_by_figures
from tests.factories import NOW

DAY = timedelta(days=1)


def cart(total, currency="EUR", *, email="ada@example.com", started_at=NOW - DAY, **fields):
    times = {"started_at": started_at, "changed_at": started_at}
    Cart.objects.create(checkout_id=uuid4(), total_amount=total, currency=currency, email=email, **{**times, **fields})


@pytest.mark.django_db
def test_carts_nobody_ordered_are_lost_and_those_with_an_address_can_be_won_back():
    # given
    cart(100)
    cart(50, email="")
    cart(70, ordered_at=NOW)
    cart(0)
    cart(900, started_at=NOW - 31 * DAY)
    cart(800, changed_at=NOW - timedelta(minutes=5))
    cart(30, "USD")

    # when
    euros, dollars = cart_loss(30, 60, NOW)

    # then
    assert (euros.currency, euros.carts, euros.left_carts, euros.left_value) == ("EUR", 3, 2, 150)
    assert (euros.reachable_carts, euros.reachable_value) == (1, 100)
    assert euros.left_share == pytest.approx(2 / 3)
    assert euros.won_back == {"cautious": 3, "usual": 5, "best": 12}
    assert (dollars.currency, dollars.left_value) == ("USD", 30)


@pytest.mark.django_db
def test_shop_without_carts_has_lost_nothing():
    assert cart_loss(30, 60, NOW) == []


def test_figures_typed_in_give_the_same_answer():
    loss = loss_by_figures(6_000, Decimal("2.4"), Decimal(20), "EUR")
    # 144 orders are 30 % of 480 carts
    assert (loss.carts, loss.left_carts, loss.left_value) == (480, 336, Decimal("6720.00"))


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((-1, Decimal(2), Decimal(20)), "below zero"),
        ((1, Decimal(101), Decimal(20)), "101 is no percentage"),
        ((1, Decimal(2), Decimal(20), "EUR", Decimal(1)), "1 is no share of carts"),
    ],
)
def test_figures_that_cannot_be_are_refused(figures, words):
    with pytest.raises(PermanentError, match=words):
        loss_by_figures(*figures[:3], *(figures[3:] or ("EUR",)))
