from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from saleor_automation import pipeline
from saleor_automation.journeys.entry import enter_by_date
from saleor_automation.journeys.publishing import pause, publish, resume
from saleor_automation.models import Enrollment, TriggerScan
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, happened, running_journey

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CART, OTHER_CART = UUID(int=1), UUID(int=2)


def leaves_cart(contact, at, checkout_id=CART):
    happened("checkout_abandoned", contact, at, checkout_id=checkout_id)
    pipeline.learn(at)


def entered(journey):
    return list(Enrollment.objects.filter(journey=journey).order_by("pk").values_list("key", "round", "is_active"))


def finish(journey, at):
    Enrollment.objects.filter(journey=journey).update(is_active=False, finished_at=at, finish_reason="completed")


def test_once_means_once_in_a_lifetime():
    # given
    journey, contact = running_journey(WAIT_A_DAY, entry={"rule": "once"}), ContactFactory()
    leaves_cart(contact, NOW)
    finish(journey, NOW)

    # when
    leaves_cart(contact, NOW + 400 * DAY)

    # then
    assert entered(journey) == [("", 0, False)]


def test_once_per_checkout_lets_the_same_person_in_for_another_cart():
    # given
    journey = running_journey(WAIT_A_DAY, entry={"rule": "once_per_key", "key": "checkout"})
    contact = ContactFactory()

    # when
    leaves_cart(contact, NOW)
    leaves_cart(contact, NOW + HOUR)
    leaves_cart(contact, NOW + 2 * HOUR, OTHER_CART)

    # then
    assert entered(journey) == [(str(CART), 0, True), (str(OTHER_CART), 0, True)]


@pytest.mark.parametrize(
    ("after", "is_finished", "rounds"),
    [
        (7 * DAY - timedelta(seconds=1), True, [("", 0, False)]),
        (7 * DAY, True, [("", 0, False), ("", 1, True)]),
        (30 * DAY, False, [("", 0, True)]),
    ],
)
def test_again_waits_for_the_pause_and_for_the_end_of_the_first_run(after, is_finished, rounds):
    # given
    journey, contact = running_journey(WAIT_A_DAY, entry={"rule": "again", "pause": "7 days"}), ContactFactory()
    leaves_cart(contact, NOW)
    if is_finished:
        finish(journey, NOW + HOUR)

    # when
    leaves_cart(contact, NOW + after)

    # then
    assert entered(journey) == rounds


def test_entry_condition_is_asked_at_the_moment_of_entering():
    # given
    condition = {"fact": "country", "op": "eq", "value": "IT"}
    journey = running_journey(WAIT_A_DAY, entry={"rule": "once", "condition": condition})
    italian, german = ContactFactory(country_code="IT"), ContactFactory(country_code="DE")

    # when
    leaves_cart(italian, NOW)
    leaves_cart(german, NOW)

    # then
    assert list(Enrollment.objects.filter(journey=journey).values_list("contact_id", flat=True)) == [italian.pk]


def test_what_happened_before_the_journey_was_switched_on_lets_nobody_in():
    # given
    journey = running_journey(WAIT_A_DAY)

    # when
    leaves_cart(ContactFactory(), NOW - timedelta(microseconds=1))

    # then
    assert entered(journey) == []


def test_what_happens_during_a_pause_lets_nobody_in_later():
    # given
    journey = running_journey(WAIT_A_DAY)
    pause(journey.pk, NOW + HOUR)
    happened("checkout_abandoned", ContactFactory(), NOW + 2 * HOUR)
    resume(journey.pk, NOW + 3 * HOUR)

    # when
    pipeline.learn(NOW + 3 * HOUR)

    # then
    assert entered(journey) == []


def test_robot_that_follows_links_does_not_enter():
    # given
    journey = running_journey(WAIT_A_DAY, trigger={"kind": "event", "event": "message_clicked"})
    happened("message_clicked", ContactFactory(), NOW, data={"machine": True, "url": "https://shop.example"})

    # when
    pipeline.learn(NOW)

    # then
    assert entered(journey) == []


def test_run_knows_what_it_is_about():
    # given
    journey = running_journey(WAIT_A_DAY)

    # when
    leaves_cart(ContactFactory(), NOW)

    # then
    assert Enrollment.objects.get(journey=journey).subject == {
        "event": "checkout_abandoned",
        "checkout_id": str(CART),
    }


def win_back(**changes):
    trigger = {"kind": "date", "field": "last_order_at", "after": "90 days"}
    return running_journey(WAIT_A_DAY, trigger=trigger, **changes)


def who_ordered(at):
    return ContactFactory(totals__orders_count=1, totals__last_order_at=at)


@pytest.mark.parametrize(
    ("ordered_at", "is_in"),
    [
        # The stretch looked at is open at its beginning and closed at its end.
        (NOW - 90 * DAY, False),
        (NOW - 90 * DAY + timedelta(microseconds=1), True),
        (NOW - 90 * DAY + HOUR, True),
        (NOW - 90 * DAY + HOUR + timedelta(microseconds=1), False),
    ],
)
def test_date_trigger_looks_at_each_stretch_of_time_once(ordered_at, is_in):
    # given
    journey = win_back()
    who_ordered(ordered_at)

    # when
    first = enter_by_date(NOW + HOUR, 1000)
    second = enter_by_date(NOW + HOUR, 1000)

    # then
    assert (first, second) == (int(is_in), 0)
    assert Enrollment.objects.filter(journey=journey).count() == int(is_in)
    assert TriggerScan.objects.get().scanned_until == NOW + HOUR


def test_crowd_that_shares_a_date_enters_batch_by_batch():
    # given
    journey = win_back(entry={"rule": "again", "pause": "1 minute"})
    crowd = [who_ordered(NOW - 90 * DAY + HOUR) for _ in range(5)]
    later = who_ordered(NOW - 90 * DAY + 2 * HOUR)

    # when
    counts = [enter_by_date(NOW + 3 * HOUR, 2) for _ in range(5)]

    # then
    assert counts == [2, 2, 2, 0, 0]
    entered = Enrollment.objects.filter(journey=journey).order_by("id").values_list("contact_id", flat=True)
    assert list(entered) == [contact.pk for contact in (*crowd, later)]
    assert TriggerScan.objects.get().scanned_until == NOW + 3 * HOUR


def test_crowd_whose_date_is_this_very_moment_enters_to_the_last():
    # given
    journey = win_back()
    for _ in range(3):
        who_ordered(NOW - 90 * DAY + HOUR)

    # when
    counts = [enter_by_date(NOW + HOUR, 2) for _ in range(3)]

    # then
    assert counts == [2, 1, 0]
    assert Enrollment.objects.filter(journey=journey).count() == 3


def test_new_version_goes_on_where_the_last_one_stood_in_a_crowd():
    # given
    journey = win_back()
    crowd = [who_ordered(NOW - 90 * DAY + HOUR) for _ in range(3)]
    enter_by_date(NOW + 2 * HOUR, 2)

    # when
    publish(journey.pk, NOW + 2 * HOUR)
    count = enter_by_date(NOW + 2 * HOUR, 2)

    # then
    assert count == 1
    assert Enrollment.objects.filter(contact_id=crowd[2].pk).count() == 1


def test_clock_that_jumps_back_does_not_look_twice():
    # given
    win_back(entry={"rule": "once_per_key", "key": "date"})
    who_ordered(NOW - 90 * DAY + HOUR)
    enter_by_date(NOW + 2 * HOUR, 1000)

    # when
    count = enter_by_date(NOW + HOUR, 1000)

    # then
    assert count == 0
    assert TriggerScan.objects.get().scanned_until == NOW + 2 * HOUR


def test_another_date_is_another_run():
    # given
    journey = win_back(entry={"rule": "once_per_key", "key": "date"})
    contact = who_ordered(NOW - 90 * DAY + HOUR)
    enter_by_date(NOW + HOUR, 1000)
    contact.totals.last_order_at = NOW + DAY
    contact.totals.save()

    # when
    enter_by_date(NOW + 91 * DAY, 1000)

    # then
    assert [key for key, _, _ in entered(journey)] == [
        (NOW - 90 * DAY + HOUR).isoformat(),
        (NOW + DAY).isoformat(),
    ]


def test_ninety_days_are_counted_in_hours_whatever_the_calendar_says():
    # given: both changes of the clock and a leap day lie in between
    ordered_at = datetime(2027, 12, 31, 23, 30, tzinfo=UTC)
    due_at = datetime(2028, 3, 30, 23, 30, tzinfo=UTC)
    running_journey(WAIT_A_DAY, trigger={"kind": "date", "field": "last_order_at", "after": "90 days"}, now=ordered_at)
    who_ordered(ordered_at)

    # then
    assert enter_by_date(due_at - timedelta(seconds=1), 1000) == 0
    assert enter_by_date(due_at, 1000) == 1


def test_date_that_falls_due_during_a_pause_lets_nobody_in():
    # given
    journey = win_back()
    who_ordered(NOW - 90 * DAY + 2 * HOUR)
    pause(journey.pk, NOW + HOUR)
    resume(journey.pk, NOW + 3 * HOUR)

    # then
    assert enter_by_date(NOW + 4 * HOUR, 1000) == 0
