"""Until when a coupon is good: the end of a day where the person lives."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Expiry(NamedTuple):
    """The last day a coupon is good for, and the aware UTC moment at which that day ends."""

    last_day: date
    ends_at: datetime


def expiry(now: datetime, valid_days: int, zone: ZoneInfo) -> Expiry:
    """Return when a coupon given now ends: valid_days more days after today, in the zone.

    Saleor keeps an expiry per voucher, not per code; whole days let all codes of a day and a zone share one voucher.
    """
    last_day = now.astimezone(zone).date() + timedelta(days=valid_days)
    return Expiry(last_day, start_of_day(last_day + timedelta(days=1), zone))


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a day in UTC. Where clocks skip midnight, the day begins at the skip."""
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


REMINDER_HOUR = 9
"""A reminder comes in the morning; a journey may let it wait for a better hour."""


def reminder_at(expires_on: date, remind_days: int | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return when to remind of a coupon, or None if there is nothing to remind of or it is too late."""
    if remind_days is None:
        return None
    day = expires_on - timedelta(days=remind_days)
    moment = datetime.combine(day, time(REMINDER_HOUR), tzinfo=zone).astimezone(UTC)
    return moment if moment > now else None
