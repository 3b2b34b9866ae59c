"""What journeys did day by day, kept for finished days and counted for the running one."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from saleor_automation.models import Attribution, CountedDay, JourneyDay, Message
from saleor_automation.reports.days import count_finished_days, daily_counts, summed
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOW.date()


def message(journey, contact_id=1, **fields):
    defaults = {"key": str(uuid4()), "contact_id": contact_id, "journey_id": journey.pk, "template_id": 1}
    times = {"planned_at": NOW, "send_at": NOW}
    return Message.objects.create(**{**defaults, **times, "transport": "email", **fields})


def order(journey, ordered_at, amount="10", currency="EUR"):
    return Attribution.objects.create(
        order_id=uuid4(),
        contact_id=1,
        journey_id=journey.pk,
        touch="click",
        touched_at=ordered_at - timedelta(hours=1),
        ordered_at=ordered_at,
        currency=currency,
        amount=amount,
    )


@pytest.fixture
def journey():
    """A journey with something on each of the last three days."""
    journey = running_journey(slug="cart", now=NOW - 3 * DAY)
    enrolled(journey, [ContactFactory()], NOW - 2 * DAY)
    message(journey, state="delivered", settled_at=NOW - 2 * DAY, opened_at=NOW - DAY, clicked_at=NOW)
    message(journey, state="skipped", settled_at=NOW - DAY)
    message(journey, state="ghost", settled_at=NOW - DAY, is_held_out=True)
    message(journey, state="queued")
    order(journey, NOW - DAY)
    order(journey, NOW, "5")
    order(journey, NOW, "7", "USD")
    return journey


def counted(days):
    return [
        (each.entered, each.delivered, each.opened, each.clicked, each.skipped, each.ghosts, each.orders)
        for each in days
    ]


EXPECTED = [(1, 1, 0, 0, 0, 0, 0), (0, 0, 1, 0, 1, 1, 1), (0, 0, 0, 1, 0, 0, 2)]


def test_each_thing_counts_on_the_day_it_happened(journey):
    days = daily_counts(TODAY - 2 * DAY, TODAY)
    assert [each.day for each in days] == [TODAY - 2 * DAY, TODAY - DAY, TODAY]
    assert counted(days) == EXPECTED
    assert [each.revenue for each in days] == [{}, {"EUR": 10}, {"EUR": 5, "USD": 7}]


def test_finished_days_are_kept_and_say_the_same(journey):
    # when
    first, again = count_finished_days(NOW), count_finished_days(NOW)

    # then
    assert (first, again) == (2, 0)
    assert JourneyDay.objects.count() == 2
    days = daily_counts(TODAY - 2 * DAY, TODAY)
    assert counted(days) == EXPECTED
    assert days[1].revenue == {"EUR": Decimal("10.000")}


def test_what_happens_later_is_added_the_next_night(journey):
    # given
    count_finished_days(NOW)
    message(journey, state="delivered", settled_at=NOW + timedelta(hours=1))

    # when
    count_finished_days(NOW + DAY)

    # then
    assert counted(daily_counts(TODAY, TODAY + DAY)) == [(0, 1, 0, 1, 0, 0, 2), (0, 0, 0, 0, 0, 0, 0)]


def test_rows_from_before_the_kept_days_are_not_read_again(journey):
    old = message(journey, planned_at=NOW - 90 * DAY, state="delivered", settled_at=NOW - 90 * DAY)
    late = message(journey)
    count_finished_days(NOW)
    mark = CountedDay.objects.get()
    assert old.pk == mark.last_message_id < late.pk


def test_only_the_journeys_asked_for_count(journey):
    other = running_journey(slug="other")
    enrolled(other, [ContactFactory()], NOW)
    assert counted(daily_counts(TODAY, TODAY, [other.pk])) == [(1, 0, 0, 0, 0, 0, 0)]
    assert counted(daily_counts(TODAY, TODAY)) == [(1, 0, 0, 1, 0, 0, 2)]


def test_days_are_summed(journey):
    total = summed(daily_counts(TODAY - 2 * DAY, TODAY))
    assert (total.day, total.orders, total.revenue) == (TODAY - 2 * DAY, 3, {"EUR": 15, "USD": 7})


def test_shop_without_a_past_has_empty_days():
    assert count_finished_days(NOW) == 0
    assert counted(daily_counts(date(2026, 1, 1), date(2026, 1, 2))) == [(0,) * 7] * 2


def test_days_end_at_midnight_utc():
    journey = running_journey(slug="cart")
    order(journey, datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC))
    order(journey, datetime(2026, 3, 2, 0, 0, 0, tzinfo=UTC))
    assert [each.orders for each in daily_counts(date(2026, 3, 1), date(2026, 3, 2))] == [1, 1]
