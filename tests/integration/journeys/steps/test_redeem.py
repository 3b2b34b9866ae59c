from datetime import timedelta

import pytest
from django.db import transaction
from saleor.discount.models import VoucherCode

from saleor_automation.core.exceptions import Conflict, InvalidDefinition
from saleor_automation.journeys import engine, mentions
from saleor_automation.journeys.publishing import publish
from saleor_automation.models import Coupon, Decision, Message, PointsBalance, PointsEntry, Programme, Reward
from saleor_automation.scores.redemption import Wish, adjust, redeem_many
from tests.factories import (
    NOW,
    ContactFactory,
    CouponPolicyFactory,
    JourneyFactory,
    definition_of,
    deliver_all,
    enrolled,
    running_journey,
)
from tests.shop.factories import make_channel

pytestmark = pytest.mark.django_db

REWARD = {"id": "reward", "kind": "redeem", "reward": "ten-off", "on_short": "done"}
LETTER = {"id": "letter", "kind": "send", "template": "hello", "truth": ["coupon"]}
END = {"id": "done", "kind": "end"}


@pytest.fixture(autouse=True)
def reward():
    make_channel()
    Programme.objects.all().delete()
    Programme.objects.create(name="Club", is_active=True, rates={}, starts_at=NOW - timedelta(days=1))
    CouponPolicyFactory()
    return Reward.objects.create(
        slug="ten-off", name="Ten percent off", points=100, policy_slug="ten-percent", created_at=NOW
    )


def member(points):
    contact = ContactFactory()
    adjust([contact.pk], points, "welcome", "staff:1", "welcome", NOW)
    return contact


def points_of(contact):
    return PointsBalance.objects.get(contact=contact).confirmed


def run(*contacts):
    runs = enrolled(running_journey(REWARD, LETTER, END, slug="club"), contacts)
    engine.advance(NOW, 100)
    deliver_all(NOW)
    return runs


def test_points_become_the_code_the_mail_shows():
    # given
    ada, ben = member(130), member(99)

    # when
    [adas, _] = run(ada, ben)

    # then
    assert (points_of(ada), points_of(ben)) == (30, 99)
    coupon = Coupon.objects.get()
    assert (coupon.contact_id, coupon.enrollment_id) == (ada.pk, None)
    assert VoucherCode.objects.get(code=coupon.code).is_active
    entry = PointsEntry.objects.get(kind="redeemed")
    assert (entry.key, entry.confirmed, entry.coupon_id) == (f"journey:{adas.pk}:reward:0", -100, coupon.pk)
    assert entry.source == "journey:club"
    assert list(Message.objects.values_list("contact_id", "state")) == [(ada.pk, "delivered")]


def test_nobody_pays_when_there_is_no_coupon():
    # given
    CouponPolicyFactory(limit=1)
    ada, ben = member(100), member(100)

    # when
    run(ada, ben)

    # then
    assert sorted([points_of(ada), points_of(ben)]) == [0, 100]
    assert Coupon.objects.count() == 1
    assert sorted(Message.objects.values_list("state", "reason")) == [("delivered", ""), ("skipped", "no_coupon")]


@pytest.mark.parametrize("switched_off", [Programme, Reward])
def test_reward_that_is_off_takes_nothing(switched_off):
    # given
    switched_off.objects.update(is_active=False)
    ada = member(100)

    # when
    run(ada)

    # then
    assert points_of(ada) == 100
    assert not Coupon.objects.exists()
    assert Decision.objects.get(step_id="reward").reason == "reward is off"


def test_points_are_not_spent_twice_by_two_runs_of_one_batch():
    # given
    ada = member(150)

    # when
    with transaction.atomic():
        policies = redeem_many("ten-off", [Wish("first", ada.pk), Wish("second", ada.pk)], "test", NOW)

    # then
    assert policies == {"first": "ten-percent"}
    assert points_of(ada) == 50


def test_journey_with_a_reward_there_is_not_cannot_be_published():
    # given
    journey = JourneyFactory(draft=definition_of({**REWARD, "reward": "gone", "on_short": ""}))

    # then
    with pytest.raises(InvalidDefinition, match="There is no reward 'gone'; create it or choose another"):
        publish(journey.pk, NOW)


def test_reward_a_journey_speaks_of_is_not_deleted(reward):
    # given
    running_journey(REWARD, END, slug="club")

    # then
    with pytest.raises(Conflict, match="Reward 'ten-off' is used by journey 'club'; change that first"):
        mentions.delete_reward(reward.pk)
    assert Reward.objects.filter(pk=reward.pk).exists()
