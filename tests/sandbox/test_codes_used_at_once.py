"""As in a real shop: nothing keeps two checkouts that complete at the same instant from using one single-use code."""

import pytest
from saleor.discount.models import VoucherCode
from saleor.order.models import Order

from tests.databases import cloned_database
from tests.shop import factories, storefront
from tests.workers import worker_held_behind


@pytest.fixture
def own_database(db):
    with cloned_database() as name:
        yield name


@pytest.fixture
def carts(own_database):
    channel = factories.make_channel()
    variant = factories.make_product("Mug", prices={channel: "20"}).default_variant
    factories.make_voucher(["ONCE"], {channel: "10"}, single_use=True)
    made = [storefront.start_checkout(channel, [(variant, 1)], email=f"{name}@example.com") for name in ("anna", "ben")]
    for cart in made:
        cart.give_address().done()
        cart.add_code("ONCE").done()
    return made


def test_both_get_a_single_use_code_at_the_same_instant(carts):
    # when
    with worker_held_behind('UPDATE "discount_vouchercode"', lambda: carts[0].complete().done(), before=True) as first:
        carts[1].complete().done()
        first.go_on()

    # then
    assert list(Order.objects.values_list("voucher_code", flat=True)) == ["ONCE", "ONCE"]
    assert not VoucherCode.objects.get(code="ONCE").is_active


def test_one_after_the_other_the_second_is_refused(carts):
    # when
    carts[0].complete().done()
    late = carts[1].complete()

    # then
    assert [error["code"] for error in late.payload["errors"]] == ["VOUCHER_NOT_APPLICABLE"]
    assert Order.objects.count() == 1
