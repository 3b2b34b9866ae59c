"""What a coupon of each kind takes off in a real checkout, and that it does so once."""

import pytest
from saleor.order.models import Order

from saleor_automation.shop.discounts import voucher_discounts
from tests.shop.factories import (
    make_category,
    make_channel,
    make_collection,
    make_product,
    make_site,
)
from tests.shop.storefront import buy, start_checkout

from .givers import give, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def main():
    make_site()
    return make_channel()


@pytest.fixture
def goods(main):
    """A mug of 12, a plate of 20 and a bowl of 30 dollars."""
    return [make_product(name, prices={main: price}) for name, price in (("Mug", 12), ("Plate", 20), ("Bowl", 30))]


def items(*products, quantity=1):
    return [(product.default_variant, quantity) for product in products]


def total_of(order):
    return order["total"]["gross"]["amount"]


def taken_off(order):
    found = Order.objects.get(number=order["number"])
    return {found.currency: float(voucher_discounts([found.pk]).get(found.pk, 0))}


def test_percentage_is_taken_off_the_order(main, goods):
    # given
    code = give(today()).code

    # when
    order = buy(main, items(*goods), "ada@example.com", code)

    # then
    assert (total_of(order), order["voucherCode"]) == (55.8, code)
    assert taken_off(order) == {"USD": 6.2}


def test_fixed_amount_is_taken_off_the_order(main, goods):
    # given
    code = give(today(), slug="five", kind="fixed", amounts={"USD": "5", "EUR": "5"}).code

    # when
    order = buy(main, items(*goods), "ada@example.com", code)

    # then
    assert total_of(order) == 57
    assert taken_off(order) == {"USD": 5.0}


def test_fixed_amount_on_some_products_is_taken_off_each_unit(main, goods):
    # given
    scope = {"products": [goods[0].pk]}
    code = give(today(), slug="five", kind="fixed", amounts={"USD": "5"}, applies_to=scope).code

    # when
    order = buy(main, [(goods[0].default_variant, 2), (goods[1].default_variant, 1)], "ada@example.com", code)

    # then
    assert total_of(order) == 34
    assert taken_off(order) == {"USD": 10.0}


def test_cheapest_item_of_the_cart_is_free(main, goods):
    # given
    code = give(today(), slug="bogo", kind="cheapest_item").code

    # when
    order = buy(main, [(goods[0].default_variant, 2), (goods[1].default_variant, 1)], "ada@example.com", code)

    # then: one of the two mugs
    assert total_of(order) == 32
    assert taken_off(order) == {"USD": 12.0}


def test_cheapest_item_of_a_set_is_half_price(main, goods):
    # given
    scope = {"products": [goods[1].pk, goods[2].pk]}
    code = give(today(), slug="bogo", kind="cheapest_item", percentage="50", applies_to=scope).code

    # when
    order = buy(main, items(*goods), "ada@example.com", code)

    # then: half of the plate, though the mug is cheaper
    assert total_of(order) == 52
    assert taken_off(order) == {"USD": 10.0}


def test_minimum_quantity_is_asked_of_the_cart(main, goods):
    # given
    code = give(today(), slug="bogo", kind="cheapest_item").code
    cart = start_checkout(main, items(goods[0]), "ada@example.com")

    # when
    refused = cart.add_code(code)
    cart.add(items(goods[0])).done()
    accepted = cart.add_code(code)

    # then
    assert refused.payload["errors"][0]["code"] == "VOUCHER_NOT_APPLICABLE"
    assert not accepted.payload["errors"]
    assert cart.total() == 12


def test_gift_is_free_once_it_is_in_the_cart(main, goods):
    # given
    code = give(today(), slug="gift", kind="gift_product", gift={"products": [goods[0].pk]}).code

    # when
    without = start_checkout(main, items(goods[2]), "ada@example.com").add_code(code)
    order = buy(main, [(goods[0].default_variant, 2), (goods[2].default_variant, 1)], "ada@example.com", code)

    # then: one mug is a gift, the other is paid
    assert without.payload["errors"][0]["code"] == "VOUCHER_NOT_APPLICABLE"
    assert total_of(order) == 42
    assert taken_off(order) == {"USD": 12.0}


def test_minimum_spend_is_asked_of_the_cart(main, goods):
    # given
    code = give(today(), slug="thirty", minimum_spend={"USD": "30"}).code
    cart = start_checkout(main, items(goods[1]), "ada@example.com")

    # when
    refused = cart.add_code(code)
    cart.add(items(goods[0])).done()
    accepted = cart.add_code(code)

    # then
    assert refused.payload["errors"][0]["code"] == "VOUCHER_NOT_APPLICABLE"
    assert not accepted.payload["errors"]
    assert cart.total() == 28.8


def test_category_includes_those_below_it(main):
    # given
    kitchen = make_category("Kitchen")
    mug = make_product("Mug", prices={main: 10}, category=make_category("Mugs", parent=kitchen))
    spade = make_product("Spade", prices={main: 10}, category=make_category("Garden"))
    code = give(today(), slug="half", percentage="50", applies_to={"categories": [kitchen.pk]}).code

    # when
    order = buy(main, items(mug, spade), "ada@example.com", code)

    # then
    assert total_of(order) == 15
    assert taken_off(order) == {"USD": 5.0}


def test_collection_limits_what_is_discounted(main, goods):
    # given
    autumn = make_collection("Autumn", [main], [goods[2]])
    code = give(today(), slug="half", percentage="50", applies_to={"collections": [autumn.pk]}).code

    # when
    order = buy(main, items(*goods), "ada@example.com", code)

    # then
    assert total_of(order) == 47


def test_coupon_is_good_in_its_channels_only(main, goods):
    # given
    make_channel("outlet", "USD")
    code = give(today(), slug="outlet-only", channels=["outlet"]).code

    # when
    refused = start_checkout(main, items(goods[0]), "ada@example.com").add_code(code)

    # then
    assert refused.payload["errors"]


def test_code_is_used_up_by_one_order(main, goods):
    # given
    code = give(today()).code
    buy(main, items(goods[0]), "ada@example.com", code)

    # when
    refused = start_checkout(main, items(goods[0]), "grace@example.com").add_code(code)

    # then
    assert [error["code"] for error in refused.payload["errors"]] == ["INVALID"]


def test_customer_uses_one_coupon_of_a_policy_that_is_once_to_a_customer(main, goods):
    # given: somebody passed theirs on
    mine, theirs = give(today(), once_per_customer=True).code, give(today(), once_per_customer=True).code
    buy(main, items(goods[0]), "ada@example.com", mine)

    # when
    refused = start_checkout(main, items(goods[0]), "ada@example.com").add_code(theirs)

    # then
    assert refused.payload["errors"][0]["code"] == "VOUCHER_NOT_APPLICABLE"
