"""What a journey changed: people it reached against people it held out, on net orders."""

from datetime import timedelta
from decimal import Decimal
from math import sqrt
from random import Random
from statistics import mean, variance
from uuid import uuid4

import pytest

from saleor_automation.models import Enrollment, Purchase
from saleor_automation.reports.lift import journey_lift
from tests.factories import NOW, running_journey

pytestmark = pytest.mark.django_db
DAY, WINDOW = timedelta(days=1), timedelta(days=30)
ENTERED = NOW - 40 * DAY


def entered(journey, contact_id, at=ENTERED, *, is_held_out=False, round=0):
    return Enrollment.objects.create(
        journey=journey,
        version_id=journey.version_id,
        contact_id=contact_id,
        round=round,
        entered_at=at,
        step_id="wait",
        step_reached_at=at,
        is_active=False,
        is_held_out=is_held_out,
    )


def bought(contact_id, net, at=ENTERED + DAY, gross=None, **fields):
    values = {"currency": "EUR", "net_amount": net, "gross_amount": gross or net, "placed_at": at}
    Purchase.objects.create(order_id=uuid4(), contact_id=contact_id, **{**values, **fields})


@pytest.fixture
def journey():
    return running_journey(slug="cart")


def lift_of(journey, **rates):
    return journey_lift(journey.pk, WINDOW, NOW, "EUR", rates)


def test_estimate_and_interval_are_those_of_welch(journey):
    # given
    random = Random(7)
    spent = {False: [], True: []}
    for contact_id in range(600):
        is_held_out = contact_id % 4 == 0
        amount = random.choice([0, 0, 0, 20, 35, 90]) * (1 if is_held_out else 1.5)
        spent[is_held_out].append(amount)
        entered(journey, contact_id, is_held_out=is_held_out)
        if amount:
            bought(contact_id, Decimal(str(amount)))

    # when
    lift = lift_of(journey)

    # then
    reached, held_out = spent[False], spent[True]
    margin = 1.959964 * sqrt(variance(reached) / len(reached) + variance(held_out) / len(held_out))
    assert lift.missing == ""
    assert (lift.reached.people, lift.held_out.people) == (450, 150)
    assert lift.per_person == pytest.approx(mean(reached) - mean(held_out))
    assert lift.margin == pytest.approx(margin, rel=1e-6)
    assert lift.revenue == pytest.approx(tuple(450 * (lift.per_person + side * margin) for side in (0, -1, 1)))


def test_only_net_orders_within_the_window_count(journey):
    # given
    entered(journey, 1)
    bought(1, 100, ENTERED + DAY)
    bought(1, 100, ENTERED + DAY, cancelled_at=NOW)
    bought(1, 100, ENTERED + DAY, gross=200, refunded_amount=100)
    bought(1, 100, ENTERED - DAY)
    bought(1, 100, ENTERED + 31 * DAY)

    # then
    assert lift_of(journey).reached.spent == pytest.approx(150)


def test_person_counts_once_from_the_first_time_and_only_when_the_window_is_over(journey):
    # given
    entered(journey, 1)
    entered(journey, 1, ENTERED + 5 * DAY, round=1)
    entered(journey, 2, NOW - 29 * DAY)
    bought(1, 10, ENTERED + 3 * DAY)

    # then
    reached = lift_of(journey).reached
    assert (reached.people, reached.buyers, reached.spent) == (1, 1, pytest.approx(10))


def test_other_currencies_are_changed_into_that_of_the_report(journey):
    entered(journey, 1)
    bought(1, 100, currency="USD")
    bought(1, 100, currency="JPY")
    assert lift_of(journey, USD=Decimal("0.9")).reached.spent == pytest.approx(90)


def test_too_few_people_give_no_number_but_what_is_needed(journey):
    assert lift_of(journey).missing.startswith("Nobody is held out whose time is over")
    for contact_id in range(150):
        entered(journey, contact_id, is_held_out=contact_id < 20)
    assert lift_of(journey).missing == "20 people were held out whose time is over; at least 100 are needed."


def test_without_a_reporting_currency_nothing_is_said(journey):
    assert "fill in the reporting currency" in journey_lift(journey.pk, WINDOW, NOW, "", {}).missing


def test_person_who_was_reached_once_and_held_out_another_time_is_in_neither_group(journey):
    # given: the share was raised between the two times
    entered(journey, 1)
    entered(journey, 2, is_held_out=True)
    entered(journey, 3)
    entered(journey, 3, ENTERED + DAY, is_held_out=True, round=1)

    # when
    lift = lift_of(journey)

    # then
    assert (lift.reached.people, lift.held_out.people) == (1, 1)


def test_people_from_before_anybody_was_held_out_are_not_compared_with(journey):
    # given: for a year the journey reached everybody
    entered(journey, 1, ENTERED - 365 * DAY)
    bought(1, Decimal(1000), ENTERED - 364 * DAY)
    entered(journey, 2, ENTERED - DAY, is_held_out=True)
    entered(journey, 3)

    # when
    lift = lift_of(journey)

    # then
    assert (lift.reached.people, lift.held_out.people, lift.reached.spent) == (1, 1, 0.0)
