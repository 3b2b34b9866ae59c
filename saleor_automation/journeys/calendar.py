"""Let people in on days of their own, and on the days of a schedule.

A scan goes from occasion to occasion: a moment at which the clocks of some zones show the hour of the trigger. Its
place, the moment and the last contact looked at, moves in the transaction that lets people in.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from ..core import sql
from ..core.clock import zone_of
from ..segments.compilation import PEOPLE, compile_condition
from .day_people import people_of_day
from .entry import Candidate, enter
from .local_time import WEEKDAYS, moment_of
from .models import BEYOND_LAST_ID
from .running import RunningJourney, running_journeys
from .triggers import DayTrigger, Entry, ScheduleTrigger

DAY = timedelta(days=1)
MADE_UP_FOR = timedelta(days=7)
"""What lies farther back, because no worker ran, is let go: nobody wants greetings for a birthday long past."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A moment at which people enter; parts are the days it is there, with the zones whose day it is."""

    moment: datetime
    parts: tuple[tuple[date, frozenset[str]], ...]


def enter_by_calendar(now: datetime, limit: int) -> int:
    """Let in people whose day or whose turn has come, and return at how many it looked; 0 means all are done.

    Looks at no more than limit people of each journey. Must run in a transaction.
    """
    return sum(
        _scan(journey, journey.definition.trigger, now, limit)
        for journey in running_journeys()
        if isinstance(journey.definition.trigger, DayTrigger | ScheduleTrigger)
    )


def _scan(journey: RunningJourney, trigger: DayTrigger | ScheduleTrigger, now: datetime, limit: int) -> int:
    locked = sql.fetch_all(
        """
        SELECT scanned_until, last_contact_id FROM automation_triggerscan WHERE version_id = %s FOR UPDATE SKIP LOCKED
        """,
        [journey.version_id],
    )
    if not locked or (locked[0][0] >= now and locked[0][1] == BEYOND_LAST_ID):
        return 0
    scanned_until, last_contact_id = locked[0]
    seen, place = 0, (now, BEYOND_LAST_ID)
    for occasion in _occasions(trigger, scanned_until, last_contact_id, now):
        begin = last_contact_id if occasion.moment == scanned_until else 0
        found = _let_in(journey, trigger, occasion, begin, limit - seen, now)
        seen += len(found)
        if seen >= limit:
            place = (occasion.moment, found[-1])
            break
    sql.execute(
        "UPDATE automation_triggerscan SET scanned_until = %s, last_contact_id = %s WHERE version_id = %s",
        [*place, journey.version_id],
    )
    return seen


def _occasions(
    trigger: DayTrigger | ScheduleTrigger, begin: datetime, last_contact_id: int, end: datetime
) -> Iterator[Occasion]:
    """Yield what is left up to end, in order, an occasion that was left half done first.

    Of the turns of a schedule that were missed, while no worker ran, only the latest is made up for.
    """
    is_personal = isinstance(trigger, DayTrigger)
    begin = max(begin, end - MADE_UP_FOR)
    first = (begin - 2 * DAY).date()
    days = [first + timedelta(days=n) for n in range((end.date() - first).days + 3)]
    by_moment: dict[datetime, list[tuple[date, frozenset[str]]]] = defaultdict(list)
    for day in days:
        moments = _moments(day, trigger.at) if isinstance(trigger, DayTrigger) else _turn(trigger, day)
        for moment, zones in moments.items():
            by_moment[moment].append((day, zones))
    half_done = [moment for moment in by_moment if moment == begin and last_contact_id != BEYOND_LAST_ID]
    due = sorted(moment for moment in by_moment if begin < moment <= end)
    for moment in half_done + (due if is_personal else due[-1:]):
        yield Occasion(moment, tuple(by_moment[moment]))


@lru_cache(maxsize=1)
def all_zones() -> dict[str, ZoneInfo]:
    """Return every time zone by name; zoneinfo itself keeps hardly any, and would read the files again each time."""
    return {name: ZoneInfo(name) for name in sorted(available_timezones())}


@lru_cache(maxsize=256)
def _moments(day: date, at: time) -> dict[datetime, frozenset[str]]:
    """Return when the clocks of the world show an hour of a day, with the zones that do so together."""
    found: dict[datetime, set[str]] = defaultdict(set)
    for name, zone in all_zones().items():
        found[moment_of(day, at, zone)].add(name)
    return {moment: frozenset(zones) for moment, zones in found.items()}


def _turn(trigger: ScheduleTrigger, day: date) -> dict[datetime, frozenset[str]]:
    is_last = (day + DAY).day == 1
    of_month = day.day in trigger.days_of_month or (is_last and any(each > day.day for each in trigger.days_of_month))
    if WEEKDAYS[day.weekday()] in trigger.weekdays or of_month:
        return {moment_of(day, trigger.at, zone_of()): frozenset()}
    return {}


def _let_in(
    journey: RunningJourney,
    trigger: DayTrigger | ScheduleTrigger,
    occasion: Occasion,
    after: int,
    limit: int,
    now: datetime,
) -> list[int]:
    """Let in up to limit people of an occasion whose ids come behind after; returns at whom it looked, in order."""
    entry = journey.definition.entry
    found: list[tuple[int, date]] = []
    for day, zones in occasion.parts:
        if isinstance(trigger, DayTrigger):
            celebrated = day - timedelta(days=trigger.days)
            where, params = _condition(entry, occasion.moment)
            ids = people_of_day(trigger, celebrated, zones, all_zones(), after, limit, (where, params))
            found += [(contact_id, celebrated) for contact_id in ids]
        else:
            found += [(contact_id, day) for contact_id in _of_schedule(trigger, entry, after, limit, occasion.moment)]
    found = sorted(found)[:limit]
    is_keyed = entry.key == "date"
    candidates = [
        Candidate(contact_id, day.isoformat() if is_keyed else "", {"date": day.isoformat()})
        for contact_id, day in found
    ]
    enter(journey, candidates, now)
    return [contact_id for contact_id, _ in found]


def _condition(entry: Entry, moment: datetime) -> tuple[str, Sequence[Any]]:
    return ("TRUE", []) if entry.condition is None else compile_condition(entry.condition, moment)


def _of_schedule(trigger: ScheduleTrigger, entry: Entry, after: int, limit: int, moment: datetime) -> list[int]:
    where, params = _condition(entry, moment)
    members = """
        JOIN automation_segmentmember m ON m.contact_id = c.id
        JOIN automation_segment s ON s.id = m.segment_id AND s.slug = %s
    """
    rows = sql.fetch_all(
        f"""
        SELECT c.id FROM {PEOPLE} {members if trigger.segment else ""}
        WHERE c.id > %s AND {where} ORDER BY c.id LIMIT %s
        """,  # noqa: S608
        [*([trigger.segment] if trigger.segment else []), after, *params, limit],
    )
    return [row[0] for row in rows]
