from datetime import timedelta
from uuid import uuid4

import pytest

from saleor_automation import pipeline
from saleor_automation.models import Event, Visitor
from saleor_automation.pipeline import TrackedItem
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_same_batch_sent_again_later_is_counted_once():
    # given: the answer was lost, and the storefront names keys but no times
    visitor_id = uuid4()
    batch = [("page_viewed", "a", None), ("product_viewed", "b", 7), ("product_viewed", "c", 7)]

    def send(now):
        items = [TrackedItem(kind, key, now, product_id=product) for kind, key, product in batch]
        count = pipeline.track(visitor_id, items, None, now)
        pipeline.learn(now)
        return count

    # when
    counts = [send(NOW), send(NOW + timedelta(seconds=5)), send(NOW + timedelta(days=1))]

    # then
    assert counts == [3, 0, 0]
    visitor = Visitor.objects.get()
    assert (visitor.visits_count, visitor.views_count) == (1, 2)


def test_key_twice_in_one_batch_is_one_happening():
    # when
    items = [TrackedItem("page_viewed", "a", NOW - timedelta(minutes=age)) for age in (2, 1)]
    count = pipeline.track(uuid4(), items, None, NOW)

    # then
    assert count == 1
    assert Event.objects.get().occurred_at == NOW - timedelta(minutes=2)


def test_same_key_of_two_visitors_is_two_happenings():
    counts = [pipeline.track(uuid4(), [TrackedItem("page_viewed", "a", NOW)], None, NOW) for _ in range(2)]

    assert counts == [1, 1]
