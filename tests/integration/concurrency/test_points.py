"""Eight workers at once: points of orders are never lost, doubled or spent twice."""

import random
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.db import transaction
from django.db.models import Sum

from saleor_automation import pipeline
from saleor_automation.core.exceptions import Conflict
from saleor_automation.events.log import NewEvent, record
from saleor_automation.models import (
    ContactScore,
    Coupon,
    PointsBalance,
    PointsEntry,
    Programme,
    Purchase,
    Reward,
    Score,
    ScoreEntry,
    ScoreRule,
    Tier,
)
from saleor_automation.scores import expiry
from saleor_automation.scores.redemption import redeem
from tests.factories import NOW, ORDER_DATA, ContactFactory, CouponPolicyFactory
from tests.shop.factories import make_channel
from tests.workers import at_once

HOUR = timedelta(hours=1)
WRITERS = 8


def begin_programme():
    Programme.objects.create(name="Club", is_active=True, rates={"EUR": "1"}, starts_at=NOW)
    Tier.objects.create(slug="gold", name="Gold", threshold=500, created_at=NOW)


def life_of_an_order(contact_id, seed):
    """Take one order through its turns as hooks would, each turn in a transaction of its own; returns its worth."""
    luck = random.Random(seed)
    order_id, gross = uuid4(), luck.randint(10, 99)
    row = Purchase(order_id=order_id, contact_id=contact_id, currency="EUR", gross_amount=gross, net_amount=gross)
    fate = luck.choice(["paid", "paid", "cancelled", "refunded", "partly", "pending"])
    turns = [("order_placed", {"placed_at": NOW})]
    if fate != "pending":
        turns.append(("order_paid", {"paid_at": NOW}))
    if fate == "partly":
        turns += [("order_partly_refunded", {"refunded_amount": Decimal(step)}) for step in (3, 7)]
    if fate in ("cancelled", "refunded"):
        turns.append((f"order_{fate}", {f"{fate}_at": NOW}))
    for number, (kind, columns) in enumerate(turns):
        with transaction.atomic():
            for name, value in columns.items():
                setattr(row, name, value)
            row.save()
            data = ORDER_DATA | {"currency": "EUR", "gross": str(gross)}
            key = f"order:{order_id}:{number}"
            record([NewEvent(kind, key, NOW, contact_id=contact_id, order_id=order_id, data=data)], NOW)
        if luck.random() < 0.5:
            pipeline.learn(NOW + HOUR)
    worth = {"paid": gross, "partly": gross - 7}.get(fate, 0)
    return worth, gross if fate == "pending" else 0


def drain():
    while pipeline.learn(NOW + HOUR):
        pass


def test_points_of_concurrent_orders_with_refunds_add_up(own_database, small_batches, caplog):
    # given
    begin_programme()
    people = [ContactFactory().pk for _ in range(3)]

    def customer(number):
        def orders():
            luck = random.Random(number)
            return [
                (contact_id := luck.choice(people), *life_of_an_order(contact_id, f"{number}:{each}"))
                for each in range(12)
            ]

        return orders

    # when
    lives = [life for lives in at_once(*(customer(number) for number in range(WRITERS))) for life in lives]
    at_once(*[drain] * WRITERS)

    # then
    for contact_id in people:
        worth = sum(life[1] for life in lives if life[0] == contact_id)
        pending = sum(life[2] for life in lives if life[0] == contact_id)
        row = PointsBalance.objects.select_related("tier").get(contact_id=contact_id)
        assert (row.pending, row.confirmed, row.earned) == (pending, worth, worth)
        assert (row.tier.slug if row.tier else None) == ("gold" if worth >= 500 else None)
        sums = PointsEntry.objects.filter(contact_id=contact_id).aggregate(Sum("pending"), Sum("confirmed"))
        assert sums == {"pending__sum": pending, "confirmed__sum": worth}
    assert caplog.records == []


def test_points_are_not_spent_twice_by_wishes_at_once(own_database):
    # given: points for three of eight wishes
    make_channel()
    begin_programme()
    CouponPolicyFactory()
    Reward.objects.create(slug="ten", name="Ten", points=30, policy_slug="ten-percent", created_at=NOW)
    contact = ContactFactory()
    PointsEntry.objects.create(
        key="gift", contact=contact, kind="gift", confirmed=100, lot="gift", occurred_at=NOW, created_at=NOW
    )
    PointsBalance.objects.create(contact=contact, confirmed=100, updated_at=NOW)

    def wish():
        try:
            return redeem(contact.pk, "ten", "", "customer", NOW).coupon.code
        except Conflict:
            return None

    # when
    codes = at_once(*[wish] * WRITERS)

    # then
    given = [code for code in codes if code]
    assert len(set(given)) == len(given) == 3
    assert PointsBalance.objects.get().confirmed == 10
    assert set(Coupon.objects.values_list("code", flat=True)) == set(given)


def test_one_wish_made_by_eight_clicks_is_fulfilled_once(own_database):
    # given
    make_channel()
    begin_programme()
    CouponPolicyFactory()
    Reward.objects.create(slug="ten", name="Ten", points=30, policy_slug="ten-percent", created_at=NOW)
    contact = ContactFactory()
    PointsBalance.objects.create(contact=contact, confirmed=100, updated_at=NOW)

    # when
    codes = at_once(*[lambda: redeem(contact.pk, "ten", "click", "customer", NOW).coupon.code] * WRITERS)

    # then
    assert len(set(codes)) == 1
    assert PointsBalance.objects.get().confirmed == 70


def test_lead_scores_of_concurrent_events_add_up(own_database, small_batches, caplog):
    # given
    interest = Score.objects.create(slug="interest", name="Interest", thresholds=[50], created_at=NOW)
    ScoreRule.objects.create(score=interest, name="view", event="page_viewed", points=2, created_at=NOW)
    people = [ContactFactory().pk for _ in range(3)]

    def visitor(number):
        def visits():
            for each in range(15):
                for contact_id in people:
                    record([NewEvent("page_viewed", f"{number}:{each}:{contact_id}", NOW, contact_id=contact_id)], NOW)
                pipeline.learn(NOW + HOUR)

        return visits

    # when
    at_once(*(visitor(number) for number in range(WRITERS)))
    drain()

    # then
    assert [row.value for row in ContactScore.objects.all()] == [240] * 3
    assert ScoreEntry.objects.aggregate(Sum("points")) == {"points__sum": 720}
    assert caplog.records == []


def test_award_that_is_over_is_taken_back_once_by_workers_at_once(own_database):
    # given
    interest = Score.objects.create(slug="interest", name="Interest", created_at=NOW)
    ScoreRule.objects.create(
        score=interest, name="view", event="page_viewed", points=2, expires_after_days=1, created_at=NOW
    )
    people = [ContactFactory().pk for _ in range(20)]
    record([NewEvent("page_viewed", f"view:{each}", NOW, contact_id=each) for each in people], NOW)
    drain()

    def take_back():
        with transaction.atomic():
            return expiry.expire(NOW + timedelta(days=1), 7)

    # when
    counts = [count for _ in range(4) for count in at_once(*[take_back] * 4)]

    # then
    assert sum(counts) == 20
    assert [row.value for row in ContactScore.objects.all()] == [0] * 20
    assert ScoreEntry.objects.aggregate(Sum("points")) == {"points__sum": 0}
