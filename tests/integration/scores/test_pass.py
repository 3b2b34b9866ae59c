"""The pass does all of it: rules and orders when it learns, timers and deeds over many when it takes in."""

from datetime import timedelta

import pytest

from saleor_automation import pipeline
from saleor_automation.models import BulkOperation, ContactTag, Enrollment, Event, PointsBalance
from saleor_automation.segments import bulk
from tests.factories import NOW, ContactFactory, running_journey

from .builders import programme, purchase, rule, score, tiers, turn, value_of, viewed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def take_in(now):
    while pipeline.take_in(now):
        pass


def test_threshold_passed_lets_a_person_into_a_journey_and_the_award_ends_in_time():
    # given
    contact, interest = ContactFactory(), score(thresholds=[10])
    rule(interest, points=10, expires_after_days=2)
    journey = running_journey(trigger={"kind": "event", "event": "score_crossed"})
    viewed(contact, at=NOW)

    # when
    take_in(NOW)
    before = value_of(contact, interest)
    take_in(NOW + 2 * DAY)

    # then
    assert (before, value_of(contact, interest)) == (10, 0)
    assert Enrollment.objects.get().journey_id == journey.pk
    told = Event.objects.filter(kind="score_crossed").order_by("id")
    assert [(e.data["direction"], e.processed_at is not None) for e in told] == [("up", True), ("down", True)]


def test_order_earns_points_that_lead_to_a_tier_and_are_over_in_time():
    # given
    programme(expires_after_days=30, tier_days=60)
    tiers(gold=100)
    contact = ContactFactory()
    turn(contact, purchase(contact, paid_at=NOW), "order_paid")

    # when
    seen = []
    for day in (0, 30, 60):
        take_in(NOW + day * DAY)
        row = PointsBalance.objects.get()
        seen.append((row.confirmed, row.tier.slug if row.tier else None))

    # then
    assert seen == [(100, "gold"), (0, "gold"), (0, None)]
    kinds = Event.objects.exclude(kind="order_paid").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["points_confirmed", "tier_entered", "points_expired", "tier_left"]


def test_deed_over_many_is_done_by_the_pass():
    # given
    contact = ContactFactory()
    everybody = {"condition": {"fact": "orders_count", "op": "gte", "value": 0}}
    bulk.begin("assign_tags", {"tags": ["VIP"]}, everybody, "staff:1", NOW)

    # when
    take_in(NOW)

    # then
    assert ContactTag.objects.get().contact_id == contact.pk
    assert BulkOperation.objects.get().state == "done"
    assert Event.objects.get(kind="tag_added").processed_at == NOW
