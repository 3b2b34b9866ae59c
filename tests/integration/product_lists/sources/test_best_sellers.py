from datetime import timedelta
from decimal import Decimal

import pytest
from saleor.order import OrderChargeStatus, OrderStatus
from saleor.order.models import Fulfillment, FulfillmentLine, Order, OrderLine
from saleor.payment.models import TransactionItem

from saleor_automation.models import ProductSales
from saleor_automation.product_lists import sales
from tests.factories import NOW
from tests.shop.factories import list_product, make_channel
from tests.shop.sales import make_order

from ..small_shop import DAY, SmallShop


def test_most_units_come_first_and_what_is_sold_out_is_left_out(shop):
    assert shop.names("best_sellers") == ["plate", "red mug", "spade", "blue mug", "pot"]


def test_most_revenue_comes_first(shop):
    assert shop.names({"kind": "best_sellers", "by": "revenue"}) == ["spade", "red mug", "plate", "blue mug", "pot"]


def test_only_the_window_counts(shop):
    assert shop.names({"kind": "best_sellers", "window_days": 7}) == ["spade", "red mug"]


def test_sales_of_another_channel_do_not_count(shop):
    # given
    other = make_channel("other", "EUR", "DE")
    list_product(shop.pot, other, "5")
    make_order(other, [(shop.pot.default_variant, 90)], email="a@example.com", created_at=NOW - DAY)
    sales.mark({(NOW - DAY).date()}, NOW)
    shop.look()

    # then
    assert shop.names("best_sellers")[0] == "plate"
    assert [c.units for c in _sales(shop.pot)] == [1, 90]


def test_orders_that_are_not_paid_do_not_count(shop):
    # given
    make_order(
        shop.channel, [(shop.pot.default_variant, 90)], email="a@example.com", created_at=NOW - DAY, is_paid=False
    )
    sales.mark({(NOW - DAY).date()}, NOW)
    shop.look()

    # then
    assert shop.names("best_sellers")[0] == "plate"


@pytest.mark.parametrize("status", ["returned", "refunded", "refunded_and_returned"])
def test_pieces_given_back_are_taken_off(shop, status):
    # given
    line = OrderLine.objects.get(variant=shop.plate.default_variant)
    parcel = Fulfillment.objects.create(order=line.order, status=status, fulfillment_order=1)
    FulfillmentLine.objects.create(order_line=line, fulfillment=parcel, quantity=4)
    sales.mark({line.order.created_at.date()}, NOW)

    # when
    shop.look()

    # then
    assert shop.names("best_sellers") == ["red mug", "spade", "blue mug", "plate", "pot"]
    (sold,) = _sales(shop.plate)
    assert (sold.units, sold.revenue_amount) == (2, 16)


def test_money_given_back_lowers_the_revenue_of_the_whole_order(shop):
    # given
    order = Order.objects.get(lines__variant=shop.plate.default_variant)
    half = order.total_gross_amount / 2
    Order.objects.filter(pk=order.pk).update(charge_status=OrderChargeStatus.PARTIAL, total_charged_amount=half)
    TransactionItem.objects.create(order=order, currency="USD", refunded_value=half, charged_value=half)
    sales.mark({order.created_at.date()}, NOW)

    # when
    shop.look()

    # then
    (sold,) = _sales(shop.plate)
    assert (sold.units, sold.revenue_amount) == (6, Decimal(24))


def test_order_changed_after_it_was_counted_is_counted_again(shop):
    # given
    order = Order.objects.get(lines__variant=shop.plate.default_variant)
    later = NOW + timedelta(minutes=10)
    Order.objects.filter(pk=order.pk).update(status=OrderStatus.CANCELED, updated_at=later)

    # when
    shop.look(later)

    # then
    assert shop.names("best_sellers") == ["spade", "red mug"]
    assert _sales(shop.plate) == []


def test_empty_catalogue_shows_nothing_and_says_why(db):
    # given
    shop = SmallShop()

    # when
    filling = shop.fill("best_sellers")

    # then
    assert (filling.cards, filling.reason) == ([], "too_few_products")


def _sales(product):
    return list(ProductSales.objects.filter(product_id=product.pk).order_by("units"))
