import pytest
from saleor.checkout.models import Checkout
from saleor.order import OrderChargeStatus, OrderStatus
from saleor.order.models import Order
from saleor.warehouse.models import Allocation, Stock

from tests.shop import api, factories, storefront


def test_cart_becomes_an_order_and_is_gone(channel, variant):
    # given
    cart = storefront.start_checkout(channel, [(variant, 2)], email="anna@example.com", language="it")
    cart.give_address("US").done()

    # when
    answer = cart.complete().done()["order"]

    # then
    order = Order.objects.get()
    assert answer["id"] == factories.global_id(order)
    assert answer["total"]["gross"]["amount"] == 40
    assert (order.user_email, order.language_code, order.lines_count) == ("anna@example.com", "it", 1)
    assert (order.status, order.charge_status) == (OrderStatus.UNCONFIRMED, OrderChargeStatus.NONE)
    assert not Checkout.objects.exists()


def test_ordered_pieces_are_promised(channel, variant):
    # when
    storefront.buy(channel, [(variant, 2)], "anna@example.com")

    # then
    stock = Stock.objects.get(product_variant=variant)
    assert (stock.quantity, stock.quantity_allocated) == (5, 2)
    assert Allocation.objects.get().quantity_allocated == 2


def test_completing_twice_answers_with_the_same_order(channel, variant):
    # given
    cart = storefront.start_checkout(channel, [(variant, 1)], email="anna@example.com")
    cart.give_address().done()
    first = cart.complete().done()["order"]

    # when
    second = cart.complete().done()["order"]

    # then
    assert second["id"] == first["id"]
    assert Order.objects.count() == 1


def test_sums_are_computed_when_somebody_asks(channel, variant):
    # given
    query = """mutation ($input: CheckoutCreateInput!) {
        checkoutCreate(input: $input) { checkout { id } errors { code } }
    }"""
    lines = [{"variantId": factories.global_id(variant), "quantity": 3}]
    answer = api.anonymous().ask(query, {"input": {"channel": channel.slug, "lines": lines}})
    cart = storefront.Cart(api.anonymous(), answer.done()["checkout"]["id"])
    before = Checkout.objects.get()

    # when
    total = cart.total()

    # then
    assert (before.total_gross_amount, total) == (0, 60)
    after = Checkout.objects.get()
    assert after.total_gross_amount == 60
    assert after.last_change == before.last_change


def test_quantities_change_and_lines_go(channel, variant):
    # given
    other = factories.make_product("Red mug", prices={channel: "7.00"}).default_variant
    cart = storefront.start_checkout(channel, [(variant, 1)], email="anna@example.com")

    # when
    cart.add([(variant, 1), (other, 1)]).done()
    full = cart.total()
    cart.set_quantities([(variant, 0), (other, 2)]).done()

    # then
    assert (full, cart.total()) == (47, 14)


@pytest.mark.parametrize(
    ("quantity", "code", "message"),
    [
        (0, "ZERO_QUANTITY", "The quantity should be higher than zero."),
        (6, "INSUFFICIENT_STOCK", "Could not add items {variant}. Only 5 remaining in stock."),
        (51, "QUANTITY_GREATER_THAN_LIMIT", "Cannot add more than 50 times this item: {variant}."),
    ],
)
def test_quantity_that_cannot_be_had_is_refused(channel, variant, quantity, code, message):
    # given
    cart = storefront.start_checkout(channel, [], email="anna@example.com")

    # when
    payload = cart.add([(variant, quantity)]).payload

    # then
    expected = {"field": "quantity", "message": message.format(variant=variant), "code": code}
    assert payload["errors"] == [expected]
    assert cart.total() == 0


def test_product_that_is_not_listed_is_refused(channel, variant):
    # given
    other_channel = factories.make_channel("eu", "EUR", "IT")

    # when
    with pytest.raises(AssertionError) as refusal:
        storefront.start_checkout(other_channel, [(variant, 1)])

    # then
    assert "PRODUCT_UNAVAILABLE_FOR_PURCHASE" in str(refusal.value)
    assert not Checkout.objects.exists()


def test_stock_sold_meanwhile_stops_the_order(channel, variant):
    # given
    cart = storefront.start_checkout(channel, [(variant, 5)], email="anna@example.com")
    cart.give_address().done()
    storefront.buy(channel, [(variant, 1)], "bruno@example.com")

    # when
    payload = cart.complete().payload

    # then
    assert payload["errors"] == [
        {
            "field": None,
            "message": f"Insufficient product stock: {variant}",
            "code": "INSUFFICIENT_STOCK",
            "variants": [factories.global_id(variant)],
        }
    ]
    assert Order.objects.count() == 1
    assert Checkout.objects.count() == 1


def _without_email(cart):
    Checkout.objects.update(email=None)


def _without_lines(cart):
    Checkout.objects.get().lines.all().delete()


def _without_address(cart):
    Checkout.objects.update(billing_address=None)


def _with_something_to_ship(cart):
    line = Checkout.objects.get().lines.get()
    type(line.variant.product.product_type).objects.update(is_shipping_required=True)


def _in_a_channel_that_wants_money(cart):
    channel = Checkout.objects.get().channel
    channel.allow_unpaid_orders = False
    channel.save()


@pytest.mark.parametrize(
    ("spoil", "field", "code"),
    [
        (_without_email, None, "EMAIL_NOT_SET"),
        (_without_lines, "lines", "NO_LINES"),
        (_without_address, "billingAddress", "BILLING_ADDRESS_NOT_SET"),
        (_with_something_to_ship, "shippingMethod", "SHIPPING_METHOD_NOT_SET"),
        (_in_a_channel_that_wants_money, None, "CHECKOUT_NOT_FULLY_PAID"),
    ],
)
def test_cart_from_which_something_is_missing_stays_a_cart(channel, variant, spoil, field, code):
    # given
    cart = storefront.start_checkout(channel, [(variant, 1)], email="anna@example.com")
    cart.give_address().done()
    spoil(cart)

    # when
    (error,) = cart.complete().payload["errors"]

    # then
    assert (error["field"], error["code"]) == (field, code)
    assert Checkout.objects.exists()
    assert not Order.objects.exists()


def test_customer_checks_out_as_themselves(channel, variant):
    # given
    user = factories.make_customer("anna@example.com")
    cart = storefront.start_checkout(channel, [(variant, 1)], api=storefront.log_in("anna@example.com"))
    cart.give_address().done()

    # when
    cart.complete().done()

    # then
    order = Order.objects.get()
    assert (order.user, order.user_email) == (user, "anna@example.com")
    user.refresh_from_db()
    assert user.number_of_orders == 1
