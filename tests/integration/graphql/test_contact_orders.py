"""The orders on a person's page: which there are we know ourselves, what they are now is the shop's to say."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphene import Node
from saleor.order import OrderStatus
from saleor.order.models import Order

from saleor_automation.models import Purchase
from tests.shop.factories import make_channel, make_product
from tests.shop.sales import make_order

from . import builders
from .builders import NOON
from .clients import nodes

ORDERS = """query ($email: String, $first: Int, $after: String) {
  automationContact(email: $email) {
    orders(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      edges { node { id number placedAt status total { amount currency } } }
    }
  }
}"""


@pytest.fixture
def shop():
    """Make orders of a contact, as the sweep would have taken them in."""
    channel = make_channel()
    variant = make_product("Mug", prices={channel: "20.00"}).variants.get()

    def order(contact, *, hours=0, quantity=1, **columns):
        placed_at = NOON + timedelta(hours=hours)
        made = make_order(channel, [(variant, quantity)], email=contact.email, created_at=placed_at, **columns)
        Purchase.objects.create(
            order_id=made.pk, number=str(made.number), contact_id=contact.pk, placed_at=placed_at, currency="USD",
            gross_amount=made.total_gross_amount,
        )  # fmt: skip
        return made

    return order


def orders_of(caller, **variables):
    return caller.ask(ORDERS, {"email": "ada@example.com", "first": 10, **variables})["automationContact"]["orders"]


def test_orders_are_told_as_they_are_now_newest_first(as_manager, shop):
    # given
    ada = builders.contact("ada@example.com")
    old, new = shop(ada), shop(ada, hours=5, quantity=2)
    shop(builders.contact("grace@example.com"))
    Order.objects.filter(pk=old.pk).update(status=OrderStatus.CANCELED, total_gross_amount=15)

    # when
    found = orders_of(as_manager)

    # then
    assert found["totalCount"] == 2
    assert nodes(found) == [
        {
            "id": Node.to_global_id("Order", new.pk),
            "number": str(new.number),
            "placedAt": "2026-03-10T17:00:00+00:00",
            "status": "UNFULFILLED",
            "total": {"amount": 40.0, "currency": "USD"},
        },
        {
            "id": Node.to_global_id("Order", old.pk),
            "number": str(old.number),
            "placedAt": "2026-03-10T12:00:00+00:00",
            "status": "CANCELED",
            "total": {"amount": 15.0, "currency": "USD"},
        },
    ]


def test_orders_of_one_instant_are_neither_skipped_nor_repeated(as_manager, shop):
    # given
    ada = builders.contact("ada@example.com")
    made = {Node.to_global_id("Order", shop(ada).pk) for _ in range(5)}

    # when
    seen, after = [], None
    for _ in range(3):
        page = orders_of(as_manager, first=2, after=after)
        seen += [node["id"] for node in nodes(page)]
        after = page["pageInfo"]["endCursor"]

    # then
    assert (len(seen), set(seen)) == (5, made)
    assert page["pageInfo"]["hasNextPage"] is False


def test_order_the_shop_has_deleted_keeps_its_number_and_total(as_manager, shop):
    made = shop(builders.contact("ada@example.com"))
    number = str(made.number)
    made.delete()
    (found,) = nodes(orders_of(as_manager))
    assert (found["number"], found["status"], found["total"]) == (number, None, {"amount": 20.0, "currency": "USD"})


def test_cursor_that_is_none_is_refused(as_manager, shop):
    shop(builders.contact("ada@example.com"))
    after = b64encode(b'["2026-03-10T12:00:00+00:00", "x"]').decode()
    answer = as_manager.post(ORDERS, {"email": "ada@example.com", "first": 1, "after": after})
    assert [error["message"] for error in answer["errors"]] == ["Received cursor is invalid."]


def test_six_people_cost_as_many_statements_as_one(as_manager, shop):
    # given
    for number in range(6):
        contact = builders.contact(f"p{number}@example.com")
        for hours in range(3):
            shop(contact, hours=hours)
    query = """{ automationContacts(first: %d) { edges { node {
      orders(first: 2) { totalCount edges { node { number status total { amount } } } } } } } }"""
    as_manager.ask(query % 1)  # the first answer of a process also reads the site and its settings

    def statements(count):
        with CaptureQueriesContext(connection) as captured:
            as_manager.ask(query % count)
        return len(captured)

    # when
    one, six = statements(1), statements(6)

    # then
    assert one == six
