from datetime import timedelta

import pytest

from saleor_automation.models import Event, PointsBalance
from saleor_automation.scores import tiers as tiers_of
from tests.factories import NOW, ContactFactory

from .builders import learn, programme, purchase, tiers, turn

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ada():
    return ContactFactory()


def tier_of(contact):
    row = PointsBalance.objects.select_related("tier").get(contact=contact)
    return row.tier.slug if row.tier else None


def told():
    events = Event.objects.filter(kind__in=["tier_entered", "tier_left"]).order_by("id")
    return [(event.kind, event.data["tier"], event.data["direction"]) for event in events]


def bought(contact, gross, at=NOW):
    order = purchase(contact, gross, at=at, paid_at=at)
    turn(contact, order, "order_paid", at=at)
    learn(at)
    return order


def test_confirmed_points_lead_to_the_highest_tier_they_reach(ada):
    # given
    programme()
    tiers(silver=100, gold=300, platinum=1000)

    # when
    bought(ada, "99")
    first = tier_of(ada)
    bought(ada, "1")
    second = tier_of(ada)
    bought(ada, "500")

    # then
    assert (first, second, tier_of(ada)) == (None, "silver", "gold")
    assert told() == [
        ("tier_entered", "silver", "up"),
        ("tier_left", "silver", "up"),
        ("tier_entered", "gold", "up"),
    ]


def test_refund_leads_back_down(ada):
    # given
    programme()
    tiers(silver=100, gold=300)
    order = bought(ada, "300")

    # when
    turn(ada, order, "order_refunded", refunded_at=NOW + DAY, at=NOW + DAY)
    learn(NOW + DAY)

    # then
    assert tier_of(ada) is None
    assert told() == [("tier_entered", "gold", "up"), ("tier_left", "gold", "down")]


def test_points_too_old_to_count_lead_down_when_their_time_comes(ada):
    # given
    programme(tier_days=365)
    tiers(silver=100, gold=300)
    bought(ada, "200", at=NOW)
    bought(ada, "150", at=NOW + 100 * DAY)

    # when
    seen = []
    for day in (364, 365, 464, 465):
        while tiers_of.review(NOW + day * DAY, 10):
            pass
        seen.append(tier_of(ada))

    # then
    assert seen == ["gold", "silver", "silver", None]
    assert told()[-1] == ("tier_left", "silver", "down")
    assert PointsBalance.objects.get().tier_check_at is None


def test_changed_threshold_has_everybody_looked_at_again(ada):
    # given
    programme()
    silver = tiers(silver=100)[0]
    bought(ada, "150")

    # when
    silver.threshold = 200
    silver.save()
    tiers_of.review_everybody(NOW)
    count = tiers_of.review(NOW, 10)

    # then
    assert (count, tier_of(ada), tiers_of.review(NOW, 10)) == (1, None, 0)
