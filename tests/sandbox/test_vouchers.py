from datetime import timedelta

import pytest
from django.utils import timezone
from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import OrderDiscount, VoucherCode, VoucherCustomer
from saleor.order.models import Order

from tests.shop import factories, storefront


@pytest.fixture
def cart(channel, variant):
    cart = storefront.start_checkout(channel, [(variant, 2)], email="anna@example.com")
    cart.give_address().done()
    return cart


@pytest.mark.parametrize(
    ("value_type", "value", "total"),
    [
        (DiscountValueType.PERCENTAGE, "10", 36),
        (DiscountValueType.FIXED, "15", 25),
        (DiscountValueType.FIXED, "100", 0),
    ],
)
def test_voucher_takes_its_part_off_the_order(channel, cart, value_type, value, total):
    # given
    factories.make_voucher(["TEN"], {channel: value}, discount_value_type=value_type)

    # when
    cart.add_code("TEN").done()

    # then
    assert cart.total() == total


def test_discount_is_kept_with_the_order(channel, cart):
    # given
    voucher = factories.make_voucher(["TEN"], {channel: "10"})
    cart.add_code("TEN").done()

    # when
    cart.complete().done()

    # then
    order = Order.objects.get()
    assert (order.voucher, order.voucher_code, order.total_gross_amount) == (voucher, "TEN", 36)
    assert order.lines.get().total_price_gross_amount == 36
    assert OrderDiscount.objects.get().amount_value == 4


def test_discount_is_shared_among_lines_to_the_cent(channel, variant):
    # given
    odd = factories.make_product("Red mug", prices={channel: "9.99"}).default_variant
    factories.make_voucher(["THREE"], {channel: "3.33"}, discount_value_type=DiscountValueType.FIXED)

    # when
    order = storefront.buy(channel, [(variant, 1), (odd, 1)], "anna@example.com", code="THREE")

    # then
    assert order["total"]["gross"]["amount"] == 26.66
    totals = Order.objects.get().lines.values_list("total_price_gross_amount", flat=True)
    assert sum(totals) == Order.objects.get().total_gross_amount


def test_single_use_code_works_once(channel, variant):
    # given
    factories.make_voucher(["ONCE", "SPARE"], {channel: "10"}, single_use=True)
    storefront.buy(channel, [(variant, 1)], "anna@example.com", code="ONCE")

    # when
    second = storefront.start_checkout(channel, [(variant, 1)], email="bruno@example.com")
    refusal = second.add_code("ONCE").payload["errors"]

    # then
    assert refusal == [{"field": "promoCode", "message": "Promo code is invalid", "code": "INVALID"}]
    assert not VoucherCode.objects.get(code="ONCE").is_active
    second.add_code("SPARE").done()


def test_two_carts_with_one_single_use_code_make_one_order(channel, variant):
    # given
    factories.make_voucher(["ONCE"], {channel: "10"}, single_use=True)
    carts = []
    for email in ("anna@example.com", "bruno@example.com"):
        cart = storefront.start_checkout(channel, [(variant, 1)], email=email)
        cart.give_address().done()
        cart.add_code("ONCE").done()
        carts.append(cart)
    carts[0].complete().done()

    # when
    (error,) = carts[1].complete().payload["errors"]

    # then
    assert (error["field"], error["code"]) == ("voucherCode", "VOUCHER_NOT_APPLICABLE")
    assert Order.objects.count() == 1


def test_once_per_customer_counts_every_code_of_the_voucher(channel, variant):
    # given
    factories.make_voucher(["FIRST", "SECOND"], {channel: "10"}, apply_once_per_customer=True)
    storefront.buy(channel, [(variant, 1)], "anna@example.com", code="FIRST")

    # when
    again = storefront.start_checkout(channel, [(variant, 1)], email="anna@example.com")
    (error,) = again.add_code("SECOND").payload["errors"]

    # then
    assert error["code"] == "VOUCHER_NOT_APPLICABLE"
    assert VoucherCustomer.objects.get().customer_email == "anna@example.com"
    other = storefront.start_checkout(channel, [(variant, 1)], email="bruno@example.com")
    other.add_code("SECOND").done()


def test_usage_limit_counts(channel, variant):
    # given
    factories.make_voucher(["TEN"], {channel: "10"}, usage_limit=1)
    storefront.buy(channel, [(variant, 1)], "anna@example.com", code="TEN")

    # when
    second = storefront.start_checkout(channel, [(variant, 1)], email="bruno@example.com")
    (error,) = second.add_code("TEN").payload["errors"]

    # then
    assert error["code"] == "INVALID"
    assert VoucherCode.objects.get().used == 1


def test_voucher_that_does_not_fit_is_refused_at_once(channel, cart):
    # given
    factories.make_voucher(["BIG"], {channel: "10"}, min_spent="100")
    factories.make_voucher(["MANY"], {channel: "10"}, min_checkout_items_quantity=3)
    factories.make_voucher(["FREIGHT"], {channel: "100"}, type=VoucherType.SHIPPING)
    factories.make_voucher(["OLD"], {channel: "10"}, end_date=timezone.now() - timedelta(days=1))
    elsewhere = factories.make_channel("eu", "EUR", "IT")
    factories.make_voucher(["EURO"], {elsewhere: "10"})

    # when
    codes = {
        code: cart.add_code(code).payload["errors"][0]["code"]
        for code in ("BIG", "MANY", "FREIGHT", "OLD", "EURO", "NONE")
    }

    # then
    assert codes == {
        "BIG": "VOUCHER_NOT_APPLICABLE",
        "MANY": "VOUCHER_NOT_APPLICABLE",
        "FREIGHT": "VOUCHER_NOT_APPLICABLE",
        "OLD": "INVALID",
        "EURO": "INVALID",
        "NONE": "INVALID",
    }
    assert cart.total() == 40


def test_voucher_for_a_category_is_for_its_own_products(channel, variant):
    # given
    category = factories.make_category("Cups")
    tea_cups = factories.make_category("Tea cups", parent=category)
    cup = factories.make_product("Cup", prices={channel: "10.00"}, category=category).default_variant
    tea_cup = factories.make_product("Tea cup", prices={channel: "4.00"}, category=tea_cups).default_variant
    voucher = factories.make_voucher(["CUPS"], {channel: "50"}, type=VoucherType.SPECIFIC_PRODUCT)
    voucher.categories.add(category)
    cart = storefront.start_checkout(channel, [(variant, 1), (cup, 2), (tea_cup, 1)])

    # when
    cart.add_code("CUPS").done()

    # then
    assert cart.total() == 34


def test_cheapest_item_only(channel, variant):
    # given
    cheap = factories.make_product("Spoon", prices={channel: "4.00"}).default_variant
    factories.make_voucher(["ONE"], {channel: "100"}, apply_once_per_order=True)
    cart = storefront.start_checkout(channel, [(variant, 1), (cheap, 2)])

    # when
    cart.add_code("ONE").done()

    # then
    assert cart.total() == 24
