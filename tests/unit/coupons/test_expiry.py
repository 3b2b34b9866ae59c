from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from saleor_automation.coupons.expiry import expiry, reminder_at, start_of_day


@pytest.mark.parametrize(
    ("zone", "now", "days", "last_day", "ends_at"),
    [
        ("UTC", "2026-03-10T12:00", 5, "2026-03-15", "2026-03-16T00:00"),
        ("UTC", "2026-03-10T00:00", 1, "2026-03-11", "2026-03-12T00:00"),
        # the evening of the tenth in UTC is the morning of the eleventh in Auckland
        ("Pacific/Auckland", "2026-03-10T20:00", 1, "2026-03-12", "2026-03-12T11:00"),
        ("Pacific/Kiritimati", "2026-03-10T12:00", 1, "2026-03-12", "2026-03-12T10:00"),
        ("Pacific/Pago_Pago", "2026-03-10T08:00", 1, "2026-03-10", "2026-03-11T11:00"),
        # leap day, and a year without
        ("UTC", "2028-02-27T12:00", 2, "2028-02-29", "2028-03-01T00:00"),
        ("UTC", "2027-02-27T12:00", 2, "2027-03-01", "2027-03-02T00:00"),
        # clocks go forward on 29 March and back on 25 October
        ("Europe/Rome", "2026-03-27T12:00", 1, "2026-03-28", "2026-03-28T23:00"),
        ("Europe/Rome", "2026-03-27T12:00", 2, "2026-03-29", "2026-03-29T22:00"),
        ("Europe/Rome", "2026-10-23T12:00", 1, "2026-10-24", "2026-10-24T22:00"),
        ("Europe/Rome", "2026-10-23T12:00", 2, "2026-10-25", "2026-10-25T23:00"),
        # midnight of 6 September is skipped in Santiago: the day begins an hour later on the clock
        ("America/Santiago", "2026-09-04T12:00", 1, "2026-09-05", "2026-09-06T04:00"),
        # Apia had no 30 December 2011
        ("Pacific/Apia", "2011-12-28T20:00", 1, "2011-12-29", "2011-12-30T10:00"),
        # half an hour and three quarters
        ("Asia/Kolkata", "2026-03-10T12:00", 1, "2026-03-11", "2026-03-11T18:30"),
        ("Asia/Kathmandu", "2026-03-10T12:00", 1, "2026-03-11", "2026-03-11T18:15"),
    ],
)
def test_coupon_ends_with_a_day_where_the_person_lives(zone, now, days, last_day, ends_at):
    # when
    found = expiry(datetime.fromisoformat(now).replace(tzinfo=UTC), days, ZoneInfo(zone))

    # then
    assert found == (date.fromisoformat(last_day), datetime.fromisoformat(ends_at).replace(tzinfo=UTC))


def test_all_coupons_of_a_day_end_together():
    # given
    zone = ZoneInfo("Europe/Rome")
    moments = [datetime(2026, 3, 9, 23, tzinfo=UTC), datetime(2026, 3, 10, 12, tzinfo=UTC)]
    next_day = datetime(2026, 3, 10, 23, tzinfo=UTC)

    # then
    assert len({expiry(moment, 5, zone) for moment in moments}) == 1
    assert expiry(next_day, 5, zone).last_day == date(2026, 3, 16)


def test_day_begins_where_clocks_are():
    assert start_of_day(date(2026, 7, 1), ZoneInfo("America/New_York")) == datetime(2026, 7, 1, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, None),
        (2, datetime(2026, 3, 29, 7, tzinfo=UTC)),  # summer time has begun in the night
        (3, datetime(2026, 3, 28, 8, tzinfo=UTC)),
        (6, None),  # that morning is over
    ],
)
def test_reminder_comes_in_the_morning_some_days_before(days, expected):
    # given
    now = datetime(2026, 3, 25, 12, tzinfo=UTC)

    # then
    assert reminder_at(date(2026, 3, 31), days, ZoneInfo("Europe/Rome"), now) == expected
