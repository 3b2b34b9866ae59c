"""The virtual clock: it stands still while the engine works, and jumps to the next moment at which something is due.

A pass of the engine asks some fifty questions, whose answer in a season is mostly that there is nothing to do. What is
due, and for which stage, is therefore asked first, of the very indexes the stages themselves go by.
"""

from datetime import UTC, datetime, timedelta

from ..core import sql
from ..journeys.dates import SHOP_DATES
from ..journeys.definition import Definition
from ..journeys.triggers import CLOCKED, DateTrigger

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

LONGEST_JUMP = timedelta(days=1)
"""The report tells the day the clock has come to, and a person may want to stop: it never jumps farther."""
OF_CLOCKED = timedelta(hours=1)
"""Whom a day or a schedule lets in is looked for at least this often."""

_TAKE_IN = """
    SELECT LEAST(
        (SELECT min(occurred_at) FROM automation_event WHERE processed_at IS NULL AND problem = ''),
        (SELECT min(due_at) FROM automation_touchedcontact),
        (SELECT min(due_at) FROM automation_segmenttimer),
        (SELECT min(expires_at) FROM automation_scoreentry WHERE expires_at IS NOT NULL AND expired_at IS NULL),
        (SELECT min(expires_at) FROM automation_pointsentry WHERE expires_at IS NOT NULL AND expired_at IS NULL),
        (SELECT min(tier_check_at) FROM automation_pointsbalance WHERE tier_check_at IS NOT NULL),
        (SELECT min(remind_at) FROM automation_coupon WHERE remind_at IS NOT NULL)
    )
"""
_ADVANCE = """
    SELECT LEAST(
        (SELECT min(wake_at) FROM automation_enrollment WHERE is_active),
        (SELECT min(created_at) FROM automation_journeychore WHERE finished_at IS NULL)
    )
"""
_DELIVER = "SELECT min(send_at) FROM automation_message WHERE state = 'queued'"


def take_in_due() -> datetime | None:
    return _first(_TAKE_IN)


def advance_due() -> datetime | None:
    return _first(_ADVANCE)


def deliver_due() -> datetime | None:
    return _first(_DELIVER)


def scan_is_behind(now: datetime) -> bool:
    """Tell whether people whose date has come, or whose turn it is, have not been looked for yet."""
    return bool(sql.fetch_all("SELECT 1 FROM automation_triggerscan WHERE scanned_until < %s LIMIT 1", [now]))


def _first(statement: str) -> datetime | None:
    found = sql.fetch_all(statement)[0][0]
    return found if isinstance(found, datetime) else None


def tick_for(since: datetime, until: datetime) -> timedelta:
    """Return how far apart passes are at least: fine for a few days, coarser for months, so that all end soon."""
    days = (until - since).days
    return timedelta(minutes=1 if days <= 2 else 5 if days <= 10 else 15 if days <= 31 else 60)


def next_pass(
    now: datetime,
    tick: timedelta,
    definition: Definition,
    happens_at: datetime | None,
    until: datetime,
    longest: timedelta = LONGEST_JUMP,
) -> datetime:
    """Return when the next pass is, later than now and no later than until.

    A pass lies on a multiple of the tick, behind what is due; without a tick exactly there.
    """
    moments = [take_in_due(), advance_due(), deliver_due(), happens_at, now + longest]
    trigger = definition.trigger
    if isinstance(trigger, DateTrigger):
        moments.append(_next_date(trigger, now))
    elif isinstance(trigger, CLOCKED):
        moments.append(now + OF_CLOCKED)
    wanted = min(moment for moment in moments if moment is not None)
    return min(until, _behind(max(wanted, now), now, tick))


def _next_date(trigger: DateTrigger, now: datetime) -> datetime | None:
    column = SHOP_DATES[trigger.field]
    table = "automation_contact c" if column.startswith("c.") else "automation_contacttotals t"
    found = sql.fetch_all(f"SELECT min({column}) FROM {table} WHERE {column} > %s", [now - trigger.after])[0][0]  # noqa: S608
    return found + trigger.after if isinstance(found, datetime) else None


def _behind(moment: datetime, now: datetime, tick: timedelta) -> datetime:
    if not tick:
        return moment if moment > now else now + timedelta(minutes=1)
    passes = -((_EPOCH - moment) // tick)
    found = _EPOCH + passes * tick
    return found if found > now else found + tick
