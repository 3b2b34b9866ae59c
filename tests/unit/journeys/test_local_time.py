"""Clocks of people: both changes, far zones, and a day that is not there every year."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from saleor_automation.journeys.local_time import days_celebrated_on, moment_of, same_day_in


@pytest.mark.parametrize(
    ("zone", "day", "hour", "moment"),
    [
        ("Europe/Rome", "2026-03-28", "09:00", "2026-03-28T08:00"),
        ("Europe/Rome", "2026-03-29", "09:00", "2026-03-29T07:00"),
        # 02:00 to 03:00 is skipped: the first hour after the skip.
        ("Europe/Rome", "2026-03-29", "02:00", "2026-03-29T01:00"),
        ("Europe/Rome", "2026-03-29", "02:30", "2026-03-29T01:00"),
        ("Europe/Rome", "2026-03-29", "03:00", "2026-03-29T01:00"),
        # 02:30 is shown twice: its first turn.
        ("Europe/Rome", "2026-10-25", "02:30", "2026-10-25T00:30"),
        ("Europe/Rome", "2026-10-25", "03:00", "2026-10-25T02:00"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        # Where midnight itself is skipped, the day begins at one.
        ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:10", "2026-10-03T15:30"),
        ("Pacific/Kiritimati", "2026-01-01", "09:00", "2025-12-31T19:00"),
        ("Pacific/Pago_Pago", "2026-01-01", "09:00", "2026-01-01T20:00"),
        ("Asia/Kathmandu", "2026-01-01", "09:00", "2026-01-01T03:15"),
        ("UTC", "2024-02-29", "23:59", "2024-02-29T23:59"),
    ],
)
def test_hour_of_a_day_is_a_moment(zone, day, hour, moment):
    found = moment_of(date.fromisoformat(day), time.fromisoformat(hour), ZoneInfo(zone))

    assert found == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "year", "anniversary"),
    [
        ("2000-05-17", 2026, "2026-05-17"),
        ("2000-02-29", 2026, "2026-02-28"),
        ("2000-02-29", 2028, "2028-02-29"),
        ("2000-02-29", 2100, "2100-02-28"),
        ("2000-12-31", 2027, "2027-12-31"),
    ],
)
def test_anniversary_of_29_february_is_28_in_years_without_one(day, year, anniversary):
    assert same_day_in(year, date.fromisoformat(day)) == date.fromisoformat(anniversary)


def test_days_celebrated_are_those_whose_anniversary_it_is():
    assert [day.isoformat() for day in days_celebrated_on(date(2026, 5, 17), years=3)] == [
        "2025-05-17",
        "2024-05-17",
        "2023-05-17",
    ]
    assert [day.isoformat() for day in days_celebrated_on(date(2026, 2, 28), years=3)] == [
        "2025-02-28",
        "2024-02-28",
        "2024-02-29",
        "2023-02-28",
    ]
    assert [day.isoformat() for day in days_celebrated_on(date(2028, 2, 29), years=9)] == ["2024-02-29", "2020-02-29"]
    assert date(2024, 2, 29) not in days_celebrated_on(date(2028, 2, 28))
    # 1900 had no 29 February.
    found = [day for day in days_celebrated_on(date(1901, 2, 28), years=10) if day.day == 29]
    assert found == [date(1896, 2, 29), date(1892, 2, 29)]
