"""The same few clocks for everything that waits: gaps, hours shown twice, half-hour zones, a day that never was.

St. John's is three and a half hours behind, and changes its clocks; Lord Howe changes them by half an hour; Apia went
from 29 to 31 December 2011, over the date line; Kiritimati is the first to see a day, Kolkata never changes.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from saleor_automation.journeys.local_time import WEEKDAYS, Window, moment_of
from saleor_automation.journeys.steps.base import Advance, Sleep
from saleor_automation.journeys.steps.wait import Wait
from saleor_automation.journeys.steps.wait_until import Loaded, WaitUntil
from saleor_automation.messages.arbiter import quiet_until
from saleor_automation.messages.sending_rules import QuietHours
from tests.unit.journeys.steps.contexts import context

APIA, HOWE, ST_JOHNS = "Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns"
KIRITIMATI, KOLKATA, ROME = "Pacific/Kiritimati", "Asia/Kolkata", "Europe/Rome"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown", "moment"),
    [
        (KOLKATA, "2026-03-29T09:00", "2026-03-29T03:30"),
        (ST_JOHNS, "2026-03-08T01:59", "2026-03-08T05:29"),
        (ST_JOHNS, "2026-03-08T02:30", "2026-03-08T05:30"),
        (ST_JOHNS, "2026-11-01T01:30", "2026-11-01T04:00"),
        (ST_JOHNS, "2026-11-01T02:00", "2026-11-01T05:30"),
        (HOWE, "2026-04-05T01:45", "2026-04-04T14:45"),
        (HOWE, "2026-04-05T02:00", "2026-04-04T15:30"),
        (HOWE, "2026-10-04T02:29", "2026-10-03T15:30"),
        (KIRITIMATI, "2026-02-28T00:00", "2026-02-27T10:00"),
        (APIA, "2011-12-29T23:59", "2011-12-30T09:59"),
        (APIA, "2011-12-30T09:00", "2011-12-30T10:00"),
        (APIA, "2011-12-31T00:00", "2011-12-30T10:00"),
        (APIA, "2026-01-01T09:00", "2025-12-31T20:00"),
        ("Europe/Dublin", "2026-03-29T01:30", "2026-03-29T01:00"),
    ],
)
def test_hour_is_its_first_turn_and_one_that_is_skipped_is_the_end_of_the_skip(zone, shown, moment):
    wanted = datetime.fromisoformat(shown)

    assert moment_of(wanted.date(), wanted.time(), ZoneInfo(zone)) == at(moment)


@pytest.mark.parametrize(
    ("zone", "weekdays", "hours", "now", "opens_at"),
    [
        (KOLKATA, WEEKDAYS, ("09:00", "18:00"), "2026-03-02T03:29", "2026-03-02T03:30"),
        (KOLKATA, WEEKDAYS, ("09:00", "18:00"), "2026-03-02T12:29", None),
        (KOLKATA, WEEKDAYS, ("09:00", "18:00"), "2026-03-02T12:30", "2026-03-03T03:30"),
        (ST_JOHNS, WEEKDAYS, ("09:00", "18:00"), "2026-03-08T05:00", "2026-03-08T11:30"),
        (ST_JOHNS, WEEKDAYS, ("09:00", "18:00"), "2026-11-01T03:00", "2026-11-01T12:30"),
        (ST_JOHNS, WEEKDAYS, ("02:15", "02:45"), "2026-03-08T05:00", "2026-03-09T04:45"),
        (HOWE, WEEKDAYS, ("09:00", "18:00"), "2026-04-04T16:00", "2026-04-04T22:30"),
        (HOWE, WEEKDAYS, ("02:15", "05:00"), "2026-10-03T15:00", "2026-10-03T15:30"),
        (HOWE, WEEKDAYS, ("01:30", "02:00"), "2026-04-04T15:15", None),
        # Monday begins in Kiritimati while it is Sunday morning in London.
        (KIRITIMATI, ("monday",), ("00:00", "12:00"), "2026-03-01T09:59", "2026-03-01T10:00"),
        (KIRITIMATI, ("monday",), ("00:00", "12:00"), "2026-03-01T22:00", "2026-03-08T10:00"),
        # Over midnight into the hour that is skipped, and through the one that comes twice.
        (ROME, ("saturday",), ("23:00", "02:30"), "2026-03-28T23:30", None),
        (ROME, ("saturday",), ("23:00", "02:30"), "2026-03-29T01:00", "2026-04-04T21:00"),
        (ROME, ("saturday",), ("23:00", "04:00"), "2026-10-25T01:45", None),
        # 30 December 2011 was a Friday nobody in Apia lived through.
        (APIA, WEEKDAYS, ("09:00", "18:00"), "2011-12-30T06:00", "2011-12-30T19:00"),
        (APIA, ("friday",), ("09:00", "18:00"), "2011-12-28T00:00", "2012-01-05T19:00"),
    ],
)
def test_window_opens_by_the_clock_on_the_wall(zone, weekdays, hours, now, opens_at):
    window = Window(frozenset(map(WEEKDAYS.index, weekdays)), *map(time.fromisoformat, hours))

    assert window.next_open(at(now), ZoneInfo(zone)) == at(opens_at or now)


@pytest.mark.parametrize(
    ("zone", "hours", "now", "until"),
    [
        (KOLKATA, ("21:00", "08:00"), "2026-03-02T15:29", None),
        (KOLKATA, ("21:00", "08:00"), "2026-03-02T15:30", "2026-03-03T02:30"),
        (ST_JOHNS, ("21:00", "08:00"), "2026-03-08T04:00", "2026-03-08T10:30"),
        (ST_JOHNS, ("21:00", "08:00"), "2026-11-01T04:00", "2026-11-01T11:30"),
        (HOWE, ("21:00", "08:00"), "2026-04-04T12:00", "2026-04-04T21:30"),
        (HOWE, ("21:00", "08:00"), "2026-10-03T12:00", "2026-10-03T21:00"),
        (KIRITIMATI, ("21:00", "08:00"), "2026-03-02T17:59", "2026-03-02T18:00"),
        (KIRITIMATI, ("21:00", "08:00"), "2026-03-02T18:00", None),
        # The end lies in the skip: it is over when the clocks would have shown it, at 03:30.
        (ROME, ("00:00", "02:30"), "2026-03-29T00:30", "2026-03-29T01:30"),
        # The end is shown twice: quiet until the second time.
        (ROME, ("00:00", "02:30"), "2026-10-25T00:00", "2026-10-25T01:30"),
        (APIA, ("21:00", "08:00"), "2011-12-30T08:00", "2011-12-30T18:00"),
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(zone, hours, now, until):
    quiet = QuietHours(begin=hours[0], end=hours[1])

    assert quiet_until(quiet, ZoneInfo(zone), at(now)) == (at(until) if until else None)


@pytest.mark.parametrize(
    ("zone", "born", "changes", "reached_at", "until"),
    [
        (KIRITIMATI, "1992-02-29", {}, "2026-03-02T09:00", "2027-02-27T19:00"),
        (APIA, "1992-02-29", {}, "2027-03-02T09:00", "2028-02-28T20:00"),
        (ST_JOHNS, "1992-02-29", {"days": -1}, "2028-02-01T09:00", "2028-02-28T12:30"),
        (ST_JOHNS, "1992-02-29", {"days": 1}, "2027-02-01T09:00", "2027-03-01T12:30"),
        (KOLKATA, "1992-02-29", {"days": 366}, "2028-03-02T09:00", "2029-03-01T03:30"),
        # Reached on the day itself, before and after the hour.
        (KOLKATA, "1992-02-29", {}, "2028-02-29T03:00", "2028-02-29T03:30"),
        (KOLKATA, "1992-02-29", {}, "2028-02-29T03:31", "2029-02-28T03:30"),
        # At the turn of the year the person may be in another one already.
        (KIRITIMATI, "1990-01-01", {}, "2026-12-31T18:00", "2026-12-31T19:00"),
        (ST_JOHNS, "1990-12-31", {"at": "23:30"}, "2027-01-01T02:00", "2027-01-01T03:00"),
        # On the days on which the clocks change.
        (ROME, "1990-03-29", {"at": "02:30"}, "2026-03-02T09:00", "2026-03-29T01:00"),
        (ROME, "1990-10-25", {"at": "02:30"}, "2026-03-02T09:00", "2026-10-25T00:30"),
        (HOWE, "1990-04-05", {"at": "01:45"}, "2026-03-02T09:00", "2026-04-04T14:45"),
    ],
)
def test_birthday_comes_every_year_on_the_clock_of_the_person(zone, born, changes, reached_at, until):
    step = WaitUntil(id="day", field="birthday", yearly=True, **changes)
    loaded = Loaded(ZoneInfo(zone), date.fromisoformat(born))

    outcome = step.run(context(now=at(reached_at), reached_at=at(reached_at), loaded=loaded))

    assert outcome == Sleep(at(until), waiting_for="field_changed")


@pytest.mark.parametrize("reached_at", ["2026-03-28T20:00", "2026-10-24T20:00", "2028-02-28T20:00", "2026-12-31T23:59"])
@pytest.mark.parametrize("late", [timedelta(0), 5 * HOUR, 23 * HOUR])
def test_day_of_waiting_has_24_hours_from_when_the_step_was_reached_however_late_the_worker_looks(reached_at, late):
    step, reached = Wait(id="wait-1", duration="1 day"), at(reached_at)

    assert step.run(context(reached_at=reached, now=reached + late)) == Sleep(reached + DAY)
    assert step.run(context(reached_at=reached, now=reached + DAY)) == Advance(reason="waited")
