from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from saleor.order import OrderChargeStatus, OrderStatus
from saleor.payment.models import TransactionItem

from saleor_automation.events.orders import absorb_orders
from saleor_automation.models import Cart, Event, Purchase
from tests.factories import NOW
from tests.shop.factories import make_channel, make_product
from tests.shop.sales import make_order

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def mug():
    channel = make_channel()
    return channel, make_product("Blue mug", prices={channel: "12.50"}).default_variant


@pytest.fixture
def order(mug):
    channel, variant = mug
    return make_order(channel, [(variant, 2)], email="Ada@Example.com", created_at=NOW, is_paid=False)


def kinds():
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def change(order, at, **columns):
    type(order).objects.filter(pk=order.pk).update(updated_at=at, **columns)


def test_order_is_told_once_with_what_it_was(order, mug):
    # when
    first, second = absorb_orders([order.pk, order.pk], NOW), absorb_orders([order.pk], NOW + HOUR)

    # then
    event = Event.objects.get()
    assert (first, second) == (1, 0)
    assert (event.kind, event.email, event.order_id, event.occurred_at) == (
        "order_placed",
        "ada@example.com",
        order.pk,
        NOW,
    )
    assert Decimal(event.data["gross"]) == Decimal("25")
    assert event.data["currency"] == "USD"
    assert event.data["lines"][0]["product_id"] == mug[1].product_id
    assert event.data["lines"][0]["quantity"] == 2


def test_order_met_paid_counts_as_paid_when_placed(mug):
    # given
    order = make_order(mug[0], [(mug[1], 1)], email="a@example.com", created_at=NOW, is_paid=True)
    change(order, NOW + 5 * HOUR)

    # when
    absorb_orders([order.pk], NOW + 9 * HOUR)

    # then
    assert dict(Event.objects.values_list("kind", "occurred_at")) == {"order_placed": NOW, "order_paid": NOW}


def test_each_turn_is_told_once_at_the_time_of_the_change(order):
    # given
    absorb_orders([order.pk], NOW)
    change(order, NOW + HOUR, charge_status=OrderChargeStatus.FULL)
    absorb_orders([order.pk], NOW + HOUR)
    change(order, NOW + 2 * HOUR, status=OrderStatus.FULFILLED)

    # when
    absorb_orders([order.pk], NOW + 3 * HOUR)
    absorb_orders([order.pk], NOW + 4 * HOUR)

    # then
    assert dict(Event.objects.values_list("kind", "occurred_at")) == {
        "order_placed": NOW,
        "order_paid": NOW + HOUR,
        "order_fulfilled": NOW + 2 * HOUR,
    }


def test_money_is_taken_off_by_whichever_comes_first_of_cancelling_and_refunding(order):
    # given
    absorb_orders([order.pk], NOW)
    change(order, NOW + HOUR, status=OrderStatus.CANCELED)

    # when
    absorb_orders([order.pk], NOW + HOUR)

    # then
    assert Event.objects.get(kind="order_cancelled").data["takes_off"] is True


def test_draft_leaves_no_trace(mug):
    # given
    draft = make_order(mug[0], [(mug[1], 1)], email="a@example.com", status=OrderStatus.DRAFT)

    # when
    count = absorb_orders([draft.pk], NOW)

    # then
    assert (count, Event.objects.count(), Purchase.objects.count()) == (0, 0, 0)


def test_order_stops_the_timer_of_its_cart(order):
    # given
    cart = Cart.objects.create(checkout_id="11111111-1111-4111-8111-111111111111", idle_at=NOW + HOUR)
    change(order, NOW, checkout_token=str(cart.checkout_id))

    # when
    absorb_orders([order.pk], NOW)

    # then
    cart.refresh_from_db()
    assert (cart.idle_at, cart.ordered_at) == (None, NOW)


def test_imported_order_with_a_strange_checkout_token_is_taken(order):
    # given
    change(order, NOW, checkout_token="imported-4711")

    # when
    absorb_orders([order.pk], NOW)

    # then
    assert kinds() == ["order_placed"]


def test_statements_do_not_grow_with_the_orders(mug):
    # given
    orders = [make_order(mug[0], [(mug[1], 1)], email=f"p{n}@example.com", created_at=NOW) for n in range(12)]

    def statements(ids):
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            absorb_orders(ids, NOW)
        return len(queries)

    # when
    few, many = statements([orders[0].pk, orders[1].pk]), statements([order.pk for order in orders[2:]])

    # then
    assert few == many


def test_part_of_the_money_that_went_back_is_told_with_how_much_in_all(order, mug):
    # given
    absorb_orders([order.pk], NOW)
    paid = {"charge_status": OrderChargeStatus.FULL, "total_charged_amount": Decimal(25)}
    change(order, NOW + HOUR, **paid)
    absorb_orders([order.pk], NOW + HOUR)
    payment = TransactionItem.objects.create(order_id=order.pk, currency="USD", refunded_value=5)

    # when
    for amount, hour in ((5, 2), (5, 3), (8, 4)):
        TransactionItem.objects.filter(pk=payment.pk).update(refunded_value=amount)
        change(order, NOW + hour * HOUR, charge_status=OrderChargeStatus.PARTIAL, total_charged_amount=25 - amount)
        absorb_orders([order.pk], NOW + hour * HOUR)

    # then
    assert kinds() == ["order_placed", "order_paid", "order_partly_refunded", "order_partly_refunded"]
    told = Event.objects.filter(kind="order_partly_refunded").order_by("id")
    assert [(Decimal(event.data["refunded"]), event.occurred_at) for event in told] == [
        (Decimal(5), NOW + 2 * HOUR),
        (Decimal(8), NOW + 4 * HOUR),
    ]
    assert Purchase.objects.get().refunded_amount == 8
