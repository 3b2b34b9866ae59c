"""Saleor's rule about its writer: everything the narrow door asks of the database is asked inside allow_writer()."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from saleor.core.db.connection import UnsafeWriterAccessError, restrict_writer
from saleor.order.models import Order

from saleor_automation.shop import (
    catalogue,
    checkouts,
    configuration,
    customers,
    orders,
    refunds,
    voucher_codes,
    vouchers,
)
from saleor_automation.shop.database import allow_writer

from . import builders
from .builders import NOON

pytestmark = pytest.mark.django_db

TERMS = vouchers.VoucherTerms(
    "rule", "Rule", "percentage", {"percentage": Decimal(10)}, {}, NOON, NOON + timedelta(days=1)
)


@pytest.fixture
def shop():
    """A shop with one of everything, guarded as in Saleor's own tests once the test begins."""
    channel = builders.channel()
    variant = builders.product(channel).variants.get()
    rows = {
        "order": builders.order(channel, [(variant, 1, "20")]).pk,
        "checkout": builders.checkout(channel, [(variant, 1)]).pk,
        "user": builders.user().pk,
        "product": variant.product_id,
        "configuration": builders.configuration(),
    }
    with connection.execute_wrapper(restrict_writer):
        yield rows


ASKED = {
    "configuration": lambda shop: configuration.load_configuration(),
    "orders": lambda shop: orders.load_orders([shop["order"]]),
    "changed orders": lambda shop: orders.changed_orders(NOON, uuid4(), NOON, 5),
    "created orders": lambda shop: orders.created_orders(NOON, None, NOON, 5),
    "number of orders": lambda shop: orders.count_orders(),
    "buyers": lambda shop: orders.buyers_since([orders.BuyerQuestion(1, "ada@example.com", None, NOON)], NOON),
    "refunds": lambda shop: refunds.refunded_amounts([shop["order"]]),
    "checkouts": lambda shop: checkouts.load_checkouts([shop["checkout"]]),
    "changed checkouts": lambda shop: checkouts.changed_checkouts(NOON, None, NOON, 5),
    "number of checkouts": lambda shop: checkouts.count_checkouts(),
    "customers": lambda shop: customers.load_customers([shop["user"]]),
    "changed customers": lambda shop: customers.changed_customers(NOON, None, NOON, 5),
    "number of customers": lambda shop: customers.count_customers(),
    "cards": lambda shop: catalogue.product_cards([shop["product"]], "main", "it", shop["configuration"]),
    "carts": lambda shop: catalogue.live_carts({shop["checkout"]: "it"}, shop["configuration"]),
    "vouchers": lambda shop: voucher_codes.create_codes([(vouchers.open_voucher(TERMS), "A-1")]),
    "taken codes": lambda shop: voucher_codes.taken_codes(["A-1"]),
    "usable codes": lambda shop: voucher_codes.usable_codes(["A-1"], NOON),
    "revoked codes": lambda shop: voucher_codes.revoke_codes(["A-1"]),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_the_writer_is_asked_with_permission(shop, ask):
    # when / then: a query outside allow_writer() raises
    ask(shop)


def test_the_rule_is_in_force_here_and_ends_with_the_block(shop):
    # given
    with allow_writer(), allow_writer():
        Order.objects.count()

    # when / then
    with pytest.raises(UnsafeWriterAccessError):
        Order.objects.count()
