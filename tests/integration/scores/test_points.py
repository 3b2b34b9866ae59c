from datetime import timedelta
from decimal import Decimal

import pytest

from saleor_automation.models import Event, PointsBalance, PointsEntry, Programme
from saleor_automation.scores import points_expiry
from saleor_automation.scores.redemption import adjust
from tests.factories import NOW, ContactFactory

from .builders import learn, programme, purchase, turn

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ada():
    return ContactFactory()


def balance(contact):
    row = PointsBalance.objects.filter(contact=contact).first()
    return (row.pending, row.confirmed, row.earned) if row else (0, 0, 0)


def told(kind):
    return [event.data["points"] for event in Event.objects.filter(kind=kind).order_by("id")]


def test_points_are_pending_with_the_order_and_confirmed_when_it_is_paid(ada):
    # given
    programme(rates={"EUR": "1.5"})
    order = purchase(ada, "99.99")

    # when
    turn(ada, order, "order_placed")
    learn()
    placed = balance(ada)
    turn(ada, order, "order_paid", at=NOW + DAY, paid_at=NOW + DAY)
    learn(NOW + DAY)

    # then
    assert placed == (149, 0, 0)
    assert balance(ada) == (0, 149, 149)
    assert told("points_confirmed") == [149]


def test_order_met_when_it_is_paid_already_gives_confirmed_points_once(ada):
    # given
    programme()
    order = purchase(ada, paid_at=NOW)

    # when
    for kind in ("order_paid", "order_placed", "order_paid"):
        turn(ada, order, kind)
        learn()

    # then
    assert balance(ada) == (0, 100, 100)
    assert PointsEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("turns", "left"),
    [
        ([("order_cancelled", {"cancelled_at": NOW})], (0, 0, 0)),
        ([("order_paid", {"paid_at": NOW}), ("order_refunded", {"refunded_at": NOW})], (0, 0, 0)),
        (
            [("order_paid", {"paid_at": NOW}), ("order_partly_refunded", {"refunded_amount": Decimal("25.5")})],
            (0, 74, 74),
        ),
        ([("order_partly_refunded", {"refunded_amount": Decimal(25)}), ("order_paid", {"paid_at": NOW})], (0, 75, 75)),
        (
            [
                ("order_paid", {"paid_at": NOW}),
                ("order_partly_refunded", {"refunded_amount": Decimal(25)}),
                ("order_partly_refunded", {"refunded_amount": Decimal(50)}),
                ("order_cancelled", {"cancelled_at": NOW}),
            ],
            (0, 0, 0),
        ),
    ],
)
def test_money_that_goes_back_takes_its_points_with_it(ada, turns, left):
    # given
    programme()
    order = purchase(ada)
    turn(ada, order, "order_placed")
    learn()

    # when
    for kind, columns in turns:
        turn(ada, order, kind, **columns)
        learn()

    # then
    assert balance(ada) == left
    sums = [
        sum(getattr(entry, name) for entry in PointsEntry.objects.all()) for name in ("pending", "confirmed", "earned")
    ]
    assert tuple(sums) == left


def test_rate_changed_later_is_for_later_orders(ada):
    # given
    club = programme()
    order = purchase(ada)
    turn(ada, order, "order_placed")
    learn()

    # when
    Programme.objects.filter(pk=club.pk).update(rates={"EUR": "10"}, counts_taxes=False)
    turn(ada, order, "order_paid", paid_at=NOW)
    turn(ada, purchase(ada), "order_placed")
    learn()

    # then
    assert balance(ada) == (800, 100, 100)


@pytest.mark.parametrize(
    ("terms", "order"),
    [
        ({"is_active": False}, {}),
        ({"starts_at": NOW + DAY}, {}),
        ({"rates": {"USD": "1"}}, {}),
        ({"rates": {"EUR": "0.001"}}, {}),
    ],
)
def test_order_outside_of_the_programme_earns_nothing(ada, terms, order):
    # given
    programme(**terms)
    turn(ada, purchase(ada, paid_at=NOW, **order), "order_paid")

    # when
    learn()

    # then
    assert not PointsEntry.objects.exists()


def test_programme_that_is_switched_off_still_settles_what_it_began(ada):
    # given
    club = programme()
    order = purchase(ada)
    turn(ada, order, "order_placed")
    learn()
    Programme.objects.filter(pk=club.pk).update(is_active=False)

    # when
    turn(ada, order, "order_cancelled", cancelled_at=NOW)
    learn()

    # then
    assert balance(ada) == (0, 0, 0)


def test_points_stay_with_whom_they_were_given_to_when_the_order_changes_hands(ada):
    # given
    programme()
    order, grace = purchase(ada), ContactFactory()
    turn(ada, order, "order_placed")
    learn()

    # when
    turn(grace, order, "order_paid", paid_at=NOW)
    learn()

    # then
    assert (balance(ada), balance(grace)) == ((0, 100, 100), (0, 0, 0))


def test_points_are_over_in_time_and_what_was_spent_is_taken_from_the_oldest(ada):
    # given: 100 on day 0 and 100 on day 10, 120 of them spent
    programme(expires_after_days=30)
    for day in (0, 10):
        turn(ada, purchase(ada, at=NOW + day * DAY, paid_at=NOW + day * DAY), "order_paid", at=NOW + day * DAY)
    learn(NOW + 10 * DAY)
    adjust([ada.pk], -120, "spent in the shop", "staff:1", "till-1", NOW + 11 * DAY)

    # when
    confirmed = []
    for day in (29, 30, 40, 41):
        points_expiry.expire(NOW + day * DAY, 100)
        confirmed.append(balance(ada)[1])

    # then
    assert confirmed == [80, 80, 0, 0]
    assert told("points_expired") == [80]
    assert balance(ada)[2] == 200


def test_refund_after_points_were_over_takes_back_only_what_was_spent(ada):
    # given: 100 earned, 60 spent, 40 over
    programme(expires_after_days=30)
    order = purchase(ada, paid_at=NOW)
    turn(ada, order, "order_paid")
    learn()
    adjust([ada.pk], -60, "spent in the shop", "staff:1", "till-1", NOW)
    points_expiry.expire(NOW + 30 * DAY, 100)

    # when
    confirmed = []
    for refunded in (20, 50, 100):
        turn(ada, order, "order_partly_refunded", at=NOW + 31 * DAY, refunded_amount=Decimal(refunded))
        learn(NOW + 31 * DAY)
        confirmed.append(balance(ada)[1])

    # then: entitled to 80, 50 and 0 points, 60 of which were spent
    assert confirmed == [0, -10, -60]


def test_gift_is_over_like_points_of_an_order_and_counts_for_no_tier(ada):
    # given
    programme(expires_after_days=30)

    # when
    adjust([ada.pk], 50, "welcome", "staff:1", "welcome", NOW)
    adjust([ada.pk], 50, "welcome", "staff:1", "welcome", NOW)
    given = balance(ada)
    points_expiry.expire(NOW + 30 * DAY, 100)

    # then
    assert given == (0, 50, 0)
    assert balance(ada) == (0, 0, 0)
