"""Triggers by days of people and by schedules: local clocks, 29 February, crowds, standstills."""

from datetime import UTC, date, datetime, timedelta

import pytest

from saleor_automation.contacts.fields import create_field
from saleor_automation.journeys.calendar import enter_by_calendar
from saleor_automation.journeys.publishing import pause, publish, resume
from saleor_automation.models import (
    ContactTotals,
    CustomField,
    Enrollment,
    FieldValue,
    Segment,
    SegmentMember,
    TriggerScan,
)
from saleor_automation.segments.saving import create_segment
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, many_contacts, running_journey

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BIRTHDAY = {"kind": "day", "field": "birthday", "yearly": True}
EVERY_YEAR = {"rule": "once_per_key", "key": "date"}


@pytest.fixture(autouse=True)
def birthday():
    return create_field("birthday", "Birthday", "date", [], NOW)


def born(day, **profile):
    contact = ContactFactory(**profile)
    field = CustomField.objects.get(slug="birthday")
    FieldValue.objects.create(contact=contact, field=field, date_value=day, updated_at=NOW)
    return contact


def birthday_journey(begin, **changes):
    trigger = BIRTHDAY | {name: changes.pop(name) for name in ("days", "at", "yearly", "field") if name in changes}
    return running_journey(WAIT_A_DAY, trigger=trigger, now=begin, **{"entry": EVERY_YEAR, **changes})


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "days", "zone", "entered_at"),
    [
        ("1990-05-17", 0, "UTC", "2026-05-17T09:00"),
        ("1990-05-17", -7, "UTC", "2026-05-10T09:00"),
        ("1990-05-17", 3, "UTC", "2026-05-20T09:00"),
        ("1990-05-17", 0, "Europe/Rome", "2026-05-17T07:00"),
        ("1990-01-17", 0, "Europe/Rome", "2027-01-17T08:00"),
        ("1990-05-17", 0, "Pacific/Kiritimati", "2026-05-16T19:00"),
        ("1990-05-17", 0, "Pacific/Pago_Pago", "2026-05-17T20:00"),
        ("1992-02-29", 0, "UTC", "2027-02-28T09:00"),
        ("1992-02-29", 1, "UTC", "2027-03-01T09:00"),
        ("1990-12-31", 3, "UTC", "2027-01-03T09:00"),
        ("1990-01-02", -7, "UTC", "2026-12-26T09:00"),
        # Nobody's clocks are known under this name: those of the installation count.
        ("1990-05-17", 0, "Mars/Olympus", "2026-05-17T09:00"),
        ("1990-05-17", 0, "", "2026-05-17T09:00"),
    ],
)
def test_person_enters_at_the_hour_of_their_own_clock(day, days, zone, entered_at):
    # given
    contact = born(day, time_zone=zone)
    moment = at(entered_at)
    birthday_journey(moment - 2 * DAY, days=days)

    # when
    too_early = enter_by_calendar(moment - timedelta(seconds=1), 100)
    in_time = enter_by_calendar(moment, 100)
    again = enter_by_calendar(moment + HOUR, 100)

    # then
    assert (too_early, in_time, again) == (0, 1, 0)
    run = Enrollment.objects.get()
    celebrated = (moment.astimezone(UTC) - timedelta(days=days)).date()
    assert run.contact_id == contact.pk
    assert abs((date.fromisoformat(run.key) - celebrated).days) <= 1
    assert run.subject == {"date": run.key}


def test_29_february_is_celebrated_on_the_day_itself_in_leap_years():
    # given
    born("1992-02-29")
    birthday_journey(at("2028-02-27T00:00"))

    # when
    before = enter_by_calendar(at("2028-02-28T23:00"), 100)
    there = enter_by_calendar(at("2028-02-29T09:00"), 100)

    # then
    assert (before, there) == (0, 1)
    assert Enrollment.objects.get().key == "2028-02-29"


def test_next_year_is_another_run():
    # given
    born("1990-05-17")
    birthday_journey(at("2026-05-01T00:00"))

    # when
    for year in (2026, 2027):
        enter_by_calendar(at(f"{year}-05-17T09:00"), 100)

    # then
    assert sorted(Enrollment.objects.values_list("key", flat=True)) == ["2026-05-17", "2027-05-17"]


def test_day_that_does_not_come_back_is_met_once():
    # given
    born("2026-05-17")
    born("1990-05-17")
    birthday_journey(at("2026-05-01T00:00"), yearly=False, entry={"rule": "once"})

    # when
    counts = [enter_by_calendar(at(f"{year}-05-17T09:00"), 100) for year in (2026, 2027)]

    # then
    assert counts == [1, 0]


@pytest.mark.parametrize("field", ["created_at", "first_order_at"])
def test_anniversary_of_a_moment_of_the_shop(field):
    # given
    moment = at("2024-02-29T23:30")
    contact = ContactFactory(created_at=moment if field == "created_at" else NOW)
    if field == "first_order_at":
        ContactTotals.objects.filter(contact=contact).update(first_order_at=moment)
    ContactFactory()
    birthday_journey(at("2027-02-27T10:00"), field=field)

    # when
    count = enter_by_calendar(at("2027-02-28T09:00"), 100)

    # then
    assert count == 1
    assert Enrollment.objects.get().contact_id == contact.pk


def test_date_time_of_a_field_is_met_on_its_day_where_the_person_is():
    # given
    field = create_field("trial_ends", "Trial ends", "date_time", [], NOW)
    contact = ContactFactory(time_zone="Europe/Rome")
    FieldValue.objects.create(contact=contact, field=field, datetime_value=at("2026-05-17T23:00"), updated_at=NOW)
    birthday_journey(at("2026-05-17T00:00"), field="trial_ends", yearly=False)

    # when
    counts = [enter_by_calendar(at(text), 100) for text in ("2026-05-17T12:00", "2026-05-18T07:00")]

    # then
    assert counts == [0, 1]


def test_crowd_that_shares_a_day_enters_batch_by_batch_and_everybody_once():
    # given
    field = CustomField.objects.get(slug="birthday")
    people = many_contacts(25)
    FieldValue.objects.bulk_create(
        FieldValue(contact=contact, field=field, date_value=date(1990, 5, 17), updated_at=NOW) for contact in people
    )
    birthday_journey(at("2026-05-17T00:00"))

    # when
    counts = [enter_by_calendar(at("2026-05-17T09:00") + timedelta(minutes=n), 10) for n in range(4)]

    # then
    assert counts == [10, 10, 5, 0]
    assert Enrollment.objects.count() == 25


def test_two_zones_that_show_the_hour_together_on_different_days_are_both_met():
    # given
    east, west = born("1990-05-18", time_zone="Pacific/Kiritimati"), born("1990-05-17", time_zone="Pacific/Honolulu")
    birthday_journey(at("2026-05-17T12:00"))

    # when
    count = enter_by_calendar(at("2026-05-17T19:00"), 100)

    # then
    assert count == 2
    runs = dict(Enrollment.objects.values_list("contact_id", "key"))
    assert runs == {east.pk: "2026-05-18", west.pk: "2026-05-17"}


def test_days_missed_while_no_worker_ran_are_made_up_for():
    # given
    for day in range(10, 17):
        born(f"1990-05-{day}")
    birthday_journey(at("2026-05-09T12:00"))

    # when
    count = enter_by_calendar(at("2026-05-16T12:00"), 100)

    # then
    assert count == 7


def test_day_that_falls_into_a_pause_lets_nobody_in():
    # given
    born("1990-05-17")
    journey = birthday_journey(at("2026-05-16T00:00"))
    pause(journey.pk, at("2026-05-17T00:00"))

    # when
    during = enter_by_calendar(at("2026-05-17T10:00"), 100)
    resume(journey.pk, at("2026-05-18T00:00"))
    after = enter_by_calendar(at("2026-05-18T10:00"), 100)

    # then
    assert (during, after) == (0, 0)


def test_entry_condition_decides_who_of_them_enters():
    # given
    born("1990-05-17")
    condition = {"fact": "orders_count", "op": "gte", "value": 1}
    birthday_journey(at("2026-05-16T00:00"), entry=EVERY_YEAR | {"condition": condition})

    # when
    count = enter_by_calendar(at("2026-05-17T09:00"), 100)

    # then
    assert count == 0


def test_new_version_goes_on_where_the_last_one_stood():
    # given
    born("1990-05-17")
    journey = birthday_journey(at("2026-05-16T00:00"))
    enter_by_calendar(at("2026-05-17T08:00"), 100)

    # when
    publish(journey.pk, at("2026-05-17T10:00"))
    count = enter_by_calendar(at("2026-05-17T10:00"), 100)

    # then
    assert count == 1


MONDAYS = {"kind": "schedule", "weekdays": ["monday"], "at": "09:00"}


@pytest.mark.parametrize(
    ("trigger", "begin", "turns"),
    [
        (MONDAYS, "2026-03-02T10:00", ["2026-03-09T09:00", "2026-03-16T09:00"]),
        (MONDAYS | {"weekdays": ["tuesday", "friday"]}, "2026-03-02T10:00", ["2026-03-03T09:00", "2026-03-06T09:00"]),
        (
            {"kind": "schedule", "days_of_month": [31], "at": "18:00"},
            "2026-01-31T20:00",
            ["2026-02-28T18:00", "2026-03-31T18:00", "2026-04-30T18:00"],
        ),
        (
            {"kind": "schedule", "days_of_month": [1, 15]},
            "2026-03-02T10:00",
            ["2026-03-15T09:00", "2026-04-01T09:00"],
        ),
    ],
)
def test_schedule_lets_everybody_in_at_each_of_its_turns(trigger, begin, turns):
    # given
    ContactFactory()
    running_journey(WAIT_A_DAY, trigger=trigger, entry=EVERY_YEAR, now=at(begin))

    # when
    counts = [(enter_by_calendar(at(t) - HOUR, 100), enter_by_calendar(at(t), 100)) for t in turns]

    # then
    assert counts == [(0, 1)] * len(turns)
    assert sorted(Enrollment.objects.values_list("key", flat=True)) == [turn[:10] for turn in turns]


def test_schedule_over_a_segment_lets_its_members_in_batch_by_batch():
    # given
    condition = {"fact": "orders_count", "op": "eq", "value": 0}
    create_segment("Sleeping", condition, NOW)
    segment = Segment.objects.get()
    people = many_contacts(7)
    SegmentMember.objects.all().delete()
    SegmentMember.objects.bulk_create(
        SegmentMember(segment=segment, contact_id=contact.pk, entered_at=NOW) for contact in people[:5]
    )
    running_journey(WAIT_A_DAY, trigger=MONDAYS | {"segment": "sleeping"}, entry=EVERY_YEAR, now=NOW + HOUR)

    # when
    counts = [enter_by_calendar(NOW + 7 * DAY, 3) for _ in range(3)]

    # then
    assert counts == [3, 2, 0]
    assert set(Enrollment.objects.values_list("contact_id", flat=True)) == {c.pk for c in people[:5]}


def test_of_the_turns_missed_while_no_worker_ran_only_the_latest_is_made_up_for():
    # given
    ContactFactory()
    daily = {"kind": "schedule", "weekdays": ["monday", "tuesday", "wednesday", "thursday"]}
    running_journey(WAIT_A_DAY, trigger=daily, entry=EVERY_YEAR, now=NOW + HOUR)

    # when
    count = enter_by_calendar(NOW + 4 * DAY, 100)

    # then
    assert count == 1
    assert Enrollment.objects.get().key == "2026-03-05"


def test_place_of_a_scan_is_the_turn_and_the_last_contact():
    # given
    people = many_contacts(4)
    running_journey(WAIT_A_DAY, trigger=MONDAYS, entry=EVERY_YEAR, now=NOW + HOUR)

    # when
    enter_by_calendar(NOW + 7 * DAY + HOUR, 3)

    # then
    scan = TriggerScan.objects.get()
    assert (scan.scanned_until, scan.last_contact_id) == (NOW + 7 * DAY, people[2].pk)
