"""Triggers that several events pull: any of several kinds, and looking at the same thing again and again."""

from datetime import timedelta

import pytest

from saleor_automation import pipeline
from saleor_automation.models import Enrollment, ShelfItem
from tests.factories import NOW, ORDER_DATA, WAIT_A_DAY, ContactFactory, happened, running_journey

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MUG, BOWL = 11, 12


def entered():
    return list(Enrollment.objects.order_by("id").values_list("contact_id", "key", "entered_at"))


def interested(**changes):
    about = changes.get("about", "product")
    return running_journey(
        WAIT_A_DAY,
        now=NOW - 30 * DAY,
        trigger={"kind": "interest", **changes},
        entry={"rule": "once_per_key", "key": about},
    )


def looked(contact, at, product=MUG):
    happened("product_viewed", contact, at, product_id=product, key=f"{contact.pk}{product}{at}")


def shelf(product, category, channel="main"):
    ShelfItem.objects.create(
        product_id=product, channel_slug=channel, category_id=category, listed_at=NOW, seen_at=NOW, is_sold=True
    )


def test_any_of_several_events_lets_in():
    # given
    only_paid = {"field": "data.gross", "op": "gte", "value": 20}
    running_journey(
        WAIT_A_DAY,
        trigger={
            "kind": "any_event",
            "events": [{"event": "message_clicked"}, {"event": "order_placed", "filter": only_paid}],
        },
    )
    clicker, buyer, little, scanner = (ContactFactory() for _ in range(4))

    # when
    happened("message_clicked", clicker)
    happened("order_placed", buyer, data=ORDER_DATA)
    happened("order_placed", little, data=ORDER_DATA | {"gross": "19.00"})
    happened("message_clicked", scanner, data={"machine": True})
    pipeline.take_in(NOW)

    # then
    assert [contact_id for contact_id, *_ in entered()] == [clicker.pk, buyer.pk]


@pytest.mark.parametrize("in_one_batch", [True, False])
def test_second_look_at_the_same_product_lets_in_once(in_one_batch):
    # given
    interested()
    contact, other = ContactFactory(), ContactFactory()

    # when
    for at, who, product in (
        (NOW, contact, MUG),
        (NOW, other, MUG),
        (NOW + HOUR, contact, BOWL),
        (NOW + 2 * HOUR, contact, MUG),
        (NOW + 3 * HOUR, contact, MUG),
    ):
        looked(who, at, product)
        if not in_one_batch:
            pipeline.take_in(at)
    pipeline.take_in(NOW + 3 * HOUR)

    # then
    assert [(contact_id, key) for contact_id, key, _ in entered()] == [(contact.pk, str(MUG))]
    assert Enrollment.objects.get().subject["product_id"] == MUG


@pytest.mark.parametrize(
    ("apart", "enters"),
    [(timedelta(0), True), (7 * DAY - timedelta(seconds=1), True), (7 * DAY, False), (8 * DAY, False)],
)
@pytest.mark.parametrize("in_one_batch", [True, False])
def test_only_looks_within_the_days_count(apart, enters, in_one_batch):
    # given
    interested(times=2, within_days=7)
    contact = ContactFactory()

    # when
    happened("product_viewed", contact, NOW, key="first", product_id=MUG)
    if not in_one_batch:
        pipeline.take_in(NOW)
    happened("product_viewed", contact, NOW + apart, key="second", product_id=MUG)
    pipeline.take_in(NOW + apart)

    # then
    assert Enrollment.objects.exists() is enters


def test_looks_of_others_and_at_other_products_do_not_count():
    # given
    interested(times=3)
    contact, other = ContactFactory(), ContactFactory()

    # when
    for n in range(2):
        looked(contact, NOW + n * HOUR)
        looked(other, NOW + n * HOUR)
        looked(contact, NOW + n * HOUR, BOWL)
    pipeline.take_in(NOW + DAY)

    # then
    assert entered() == []


def test_category_counts_its_page_and_the_pages_of_its_products():
    # given
    shelf(MUG, 5)
    shelf(MUG, 5, channel="other")
    shelf(BOWL, 6)
    interested(about="category", times=3)
    contact = ContactFactory()

    # when
    looked(contact, NOW)
    pipeline.take_in(NOW)
    looked(contact, NOW + HOUR, BOWL)
    happened("page_viewed", contact, NOW + 2 * HOUR, key="page", data={"category_id": 5})
    happened("page_viewed", contact, NOW + 3 * HOUR, key="odd", data={"category_id": "none"})
    happened("page_viewed", contact, NOW + 3 * HOUR, key="home", data={"url": "https://shop.example/"})
    pipeline.take_in(NOW + 3 * HOUR)
    before = entered()
    looked(contact, NOW + 4 * HOUR)
    pipeline.take_in(NOW + 4 * HOUR)

    # then
    assert before == []
    assert entered() == [(contact.pk, "5", NOW + 4 * HOUR)]
    assert Enrollment.objects.get().subject == {"event": "product_viewed", "product_id": MUG, "category_id": 5}


def test_statements_do_not_grow_with_the_people(django_assert_max_num_queries):
    # given
    interested()
    for contact in (ContactFactory() for _ in range(30)):
        looked(contact, NOW)
        looked(contact, NOW + HOUR)

    # when
    with django_assert_max_num_queries(60):
        pipeline.learn(NOW + HOUR)

    # then
    assert Enrollment.objects.count() == 30
