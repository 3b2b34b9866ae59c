"""What the clock shows where a person is, and which moment a day and an hour there are.

Everything is aware UTC outside; a person's zone is theirs, else that of the installation (Django's TIME_ZONE). An hour
the clocks skip becomes the first one after the skip; an hour they show twice is its first turn.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from ..core import sql
from ..core.clock import zone_of

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


def zones_of(contact_ids: Collection[int]) -> dict[int, ZoneInfo]:
    """Return the time zone of each of these people; one statement. Whoever is gone has the installation's."""
    rows = sql.fetch_all("SELECT id, time_zone FROM automation_contact WHERE id = ANY(%s)", [sorted(set(contact_ids))])
    known = dict(rows)
    return {contact_id: zone_of(known.get(contact_id, "")) for contact_id in contact_ids}


def moment_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Return the moment at which the clocks of a zone show this hour of this day, in UTC."""
    wanted = datetime.combine(day, hour, tzinfo=zone)
    moment = wanted.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wanted.replace(tzinfo=None):
        return moment
    # The clocks skip this hour. Read by the clock before the skip it lies behind it, by the clock after it before it.
    return _skip_between(wanted.replace(fold=1).astimezone(UTC), moment, zone)


def _skip_between(begin: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    before = begin.astimezone(zone).utcoffset()
    while end - begin > timedelta(seconds=1):
        middle = (begin + (end - begin) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            begin = middle
        else:
            end = middle
    return end


def same_day_in(year: int, day: date) -> date:
    """Return the anniversary of a day in a year; that of 29 February is 28 February in years without one."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def days_celebrated_on(day: date, years: int = 130) -> list[date]:
    """Return the days of earlier years whose anniversary falls on this day, latest first; see same_day_in."""
    found = []
    for year in range(day.year - 1, max(day.year - years - 1, date.min.year), -1):
        if (day.month, day.day) != (2, 29) or _is_leap(year):
            found.append(day.replace(year=year))
        if (day.month, day.day) == (2, 28) and not _is_leap(day.year) and _is_leap(year):
            found.append(date(year, 2, 29))
    return found


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of some weekdays (Monday is 0), from begin up to end; an end not later than the begin is the next day's."""

    weekdays: frozenset[int]
    begin: time
    end: time

    def next_open(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the moment itself if it lies inside, else when the window opens next. Both are aware UTC."""
        today = moment.astimezone(zone).date()
        # Two weeks: the one window of a week may be lost to a skip of the clocks.
        for ahead in range(-1, 15):
            day = today + timedelta(days=ahead)
            if day.weekday() not in self.weekdays:
                continue
            opens_at, closes_at = self._hours(day, zone)
            if opens_at < closes_at and moment < closes_at:
                return max(moment, opens_at)
        return moment

    def _hours(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        last = day if self.end > self.begin else day + timedelta(days=1)
        return moment_of(day, self.begin, zone), moment_of(last, self.end, zone)
