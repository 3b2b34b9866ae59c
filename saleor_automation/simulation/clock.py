"""The virtual clock: it stands still while the engine works, and jumps to the next moment at which something is due.

A pass of the engine asks some fifty questions, whose answer in a season is mostly that there is nothing to do. What is
due, and for which stage, is therefore asked first, in one statement, of the very indexes the stages themselves go by.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..core import sql
from ..core.clock import zone_of
from ..journeys.dates import SHOP_DATES
from ..journeys.definition import Definition
from ..journeys.local_time import moment_of
from ..journeys.triggers import DateTrigger, DayTrigger, ScheduleTrigger

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

LONGEST_JUMP = timedelta(days=1)
"""The report tells the day the clock has come to, and a person may want to stop: it never jumps farther."""
ROUND_THE_WORLD = timedelta(hours=1)
"""How often the clocks of some of the people show the hour of a day of their own, if they live all over the world."""

WHAT_IS_DUE = """
    PREPARE what_is_due AS SELECT
        LEAST(
            (SELECT min(expires_at) FROM automation_scoreentry WHERE expires_at IS NOT NULL AND expired_at IS NULL),
            (SELECT min(expires_at) FROM automation_pointsentry WHERE expires_at IS NOT NULL AND expired_at IS NULL),
            (SELECT min(tier_check_at) FROM automation_pointsbalance WHERE tier_check_at IS NOT NULL),
            (SELECT min(remind_at) FROM automation_coupon WHERE remind_at IS NOT NULL)
        ),
        (SELECT min(occurred_at) FROM automation_event WHERE processed_at IS NULL AND problem = ''),
        LEAST(
            (SELECT min(due_at) FROM automation_touchedcontact),
            (SELECT min(due_at) FROM automation_segmenttimer)
        ),
        LEAST(
            (SELECT min(wake_at) FROM automation_enrollment WHERE is_active),
            (SELECT min(created_at) FROM automation_journeychore WHERE finished_at IS NULL)
        ),
        (SELECT min(send_at) FROM automation_message WHERE state = 'queued'),
        (SELECT min(scanned_until) FROM automation_triggerscan),
        COALESCE((SELECT min(last_contact_id) FROM automation_triggerscan) < 9223372036854775807, FALSE),
        EXISTS (SELECT FROM automation_segment WHERE state = 'current' OR problem = '')
"""
"""Planned once for a session: asked thousands of times, planning would cost more than the answer."""


@dataclass(frozen=True, slots=True)
class Due:
    """When each kind of work is due next, None for never.

    noticing are the timers that tell events, learning the events, keeping the members of segments. Whom a date or a
    schedule lets in has been looked for until scanned_until, and there not completely if is_scan_halfway.
    Without segments that matter nobody has to be asked again, however many are touched.
    """

    noticing: datetime | None
    learning: datetime | None
    keeping: datetime | None
    advancing: datetime | None
    delivering: datetime | None
    scanned_until: datetime | None
    is_scan_halfway: bool
    has_segments: bool

    def is_scan_behind(self, now: datetime) -> bool:
        return self.is_scan_halfway or is_due(self.scanned_until, now - _INSTANT)

    @property
    def next_at(self) -> datetime | None:
        keeping = self.keeping if self.has_segments else None
        moments = (self.noticing, self.learning, keeping, self.advancing, self.delivering)
        return min((moment for moment in moments if moment is not None), default=None)


_INSTANT = timedelta(microseconds=1)


def what_is_due() -> Due:
    """Ask everything at once; the session must have prepared WHAT_IS_DUE."""
    return Due(*sql.fetch_all("EXECUTE what_is_due")[0])


def is_due(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def tick_for(since: datetime, until: datetime) -> timedelta:
    """Return how far apart passes are at least: fine for a few days, coarser for months, so that all end soon."""
    days = (until - since).days
    return timedelta(minutes=1 if days <= 2 else 5 if days <= 10 else 15 if days <= 31 else 60)


def next_pass(
    now: datetime,
    tick: timedelta,
    definition: Definition,
    due_at: datetime | None,
    happens_at: datetime | None,
    until: datetime,
    longest: timedelta = LONGEST_JUMP,
    zone: ZoneInfo | None = None,
) -> datetime:
    """Return when the next pass is, later than now and no later than until.

    due_at is when the engine has something to do next, happens_at when something of the past happens. A pass lies on a
    multiple of the tick, behind what is due; without a tick exactly there. zone is where everybody lives, if they all
    live in one.
    """
    moments = [due_at, happens_at, now + longest]
    trigger = definition.trigger
    if isinstance(trigger, DateTrigger):
        moments.append(_next_date(trigger, now))
    elif isinstance(trigger, ScheduleTrigger):
        moments.append(_next_time(now, trigger.at, zone_of()))
    elif isinstance(trigger, DayTrigger):
        moments.append(_next_time(now, trigger.at, zone) if zone else now + ROUND_THE_WORLD)
    wanted = min(moment for moment in moments if moment is not None)
    return min(until, _behind(max(wanted, now), now, tick))


def _next_date(trigger: DateTrigger, now: datetime) -> datetime | None:
    column = SHOP_DATES[trigger.field]
    table = "automation_contact c" if column.startswith("c.") else "automation_contacttotals t"
    found = sql.fetch_all(f"SELECT min({column}) FROM {table} WHERE {column} > %s", [now - trigger.after])[0][0]  # noqa: S608
    return found + trigger.after if isinstance(found, datetime) else None


def _next_time(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """Return when the clocks of a zone show an hour next."""
    today = now.astimezone(zone).date()
    moments = (moment_of(today + timedelta(days=n), at, zone) for n in range(3))
    return next(moment for moment in moments if moment > now)


def _behind(moment: datetime, now: datetime, tick: timedelta) -> datetime:
    if not tick:
        return moment if moment > now else now + timedelta(minutes=1)
    passes = -((_EPOCH - moment) // tick)
    found = _EPOCH + passes * tick
    return found if found > now else found + tick
