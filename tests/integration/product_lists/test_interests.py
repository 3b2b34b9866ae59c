from uuid import uuid4

import pytest

from saleor_automation import pipeline
from saleor_automation.models import ContactInterest
from tests.factories import NOW, ContactFactory, happened

from .small_shop import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return ContactFactory(email="ada@example.com")


def interests():
    rows = ContactInterest.objects.order_by("kind", "value")
    return [(row.kind, row.value, row.views_count, row.followed_at is not None) for row in rows]


def test_pages_of_categories_and_brands_are_counted(ada):
    # given
    for days in (3, 2, 1):
        happened("page_viewed", ada, NOW - days * DAY, data={"category_id": 7, "brand": " Verdi "})
    happened("page_viewed", ada, NOW, data={"url": "https://shop.example/"})

    # when
    pipeline.learn(NOW)

    # then
    assert interests() == [("brand", "Verdi", 3, False), ("category", "7", 3, False)]
    assert set(ContactInterest.objects.values_list("last_viewed_at", flat=True)) == {NOW - DAY}


def test_what_is_no_category_is_left_alone(ada):
    happened("page_viewed", ada, data={"category_id": "all'; --", "brand": ["x"]})
    pipeline.learn(NOW)
    assert interests() == []


def test_follow_and_unfollow(ada):
    # given
    happened("custom:follow", ada, NOW - 3 * DAY, product_id=5)
    happened("custom:follow", ada, NOW - 2 * DAY, key=str(uuid4()), data={"category_id": 7})
    happened("custom:unfollow", ada, NOW - DAY, product_id=5)
    pipeline.learn(NOW)
    assert interests() == [("category", "7", 0, True)]

    # when
    happened("custom:unfollow", ada, NOW, data={"category_id": 7})
    pipeline.learn(NOW)

    # then
    assert interests() == [("category", "7", 0, False)]
