"""A small shop whose orders can be counted by hand."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest

from saleor_automation.contacts import totals
from saleor_automation.events.log import NewEvent, StoredEvent, record
from saleor_automation.models import Event, Purchase
from tests.factories import NOW, ContactFactory

NAMESPACE = UUID("2d0ee0e4-0000-4000-8000-000000000000")


class Shop:
    """Orders and views as the pass leaves them behind; ids of products are free to choose."""

    def __init__(self):
        self._orders = 0

    def person(self, **columns):
        return ContactFactory(consent=None, **columns)

    def order(self, person, product_ids, days_ago=1, **columns):
        """Place an order of one piece of each product; person None is an order of nobody we know."""
        self._orders += 1
        order_id = uuid5(NAMESPACE, str(self._orders))
        at = NOW - timedelta(days=days_ago)
        contact_id = person.pk if person else None
        Purchase.objects.create(order_id=order_id, contact_id=contact_id, placed_at=at, **columns)
        lines = [{"product_id": each, "variant_id": each, "quantity": 1, "amount": "5"} for each in product_ids]
        data = {"currency": "USD", "gross": str(5 * len(lines)), "lines": lines}
        self._happened("order_placed", f"order:{order_id}:order_placed", at, contact_id, order_id=order_id, data=data)
        return order_id

    def view(self, person, product_id, minutes_ago=1, visitor_id=None):
        at = NOW - timedelta(minutes=minutes_ago)
        key = f"view:{person.pk if person else visitor_id}:{product_id}:{minutes_ago}"
        contact_id = person.pk if person else None
        self._happened("product_viewed", key, at, contact_id, product_id=product_id, visitor_id=visitor_id)

    def _happened(self, kind, key, at, contact_id, **changes):
        assert record([NewEvent(kind=kind, key=key, occurred_at=at, contact_id=contact_id, **changes)], at) == 1
        Event.objects.filter(key=key).update(processed_at=at)
        if contact_id is not None:
            row = Event.objects.filter(key=key).values(*StoredEvent.__slots__).get()
            totals.count([StoredEvent(**row)])


@pytest.fixture
def shop(db):
    return Shop()
