"""The virtual clock: it stands still while the engine works, and jumps to the next moment at which something is due."""

from datetime import UTC, datetime, timedelta

from ..core import sql
from ..journeys.definition import Definition
from ..journeys.triggers import CLOCKED

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

LONGEST_JUMP = timedelta(days=1)
"""The report tells the day the clock has come to, and a person may want to stop: it never jumps farther."""
OF_CLOCKED = timedelta(hours=1)
"""Whom a date lets in is looked for at least this often."""

_DUE = """
    SELECT LEAST(
        (SELECT min(wake_at) FROM automation_enrollment WHERE is_active),
        (SELECT min(send_at) FROM automation_message WHERE state = 'queued'),
        (SELECT min(occurred_at) FROM automation_event WHERE processed_at IS NULL AND problem = ''),
        (SELECT min(due_at) FROM automation_touchedcontact),
        (SELECT min(due_at) FROM automation_segmenttimer),
        (SELECT min(expires_at) FROM automation_scoreentry WHERE expires_at IS NOT NULL AND expired_at IS NULL),
        (SELECT min(expires_at) FROM automation_pointsentry WHERE expires_at IS NOT NULL AND expired_at IS NULL),
        (SELECT min(tier_check_at) FROM automation_pointsbalance WHERE tier_check_at IS NOT NULL),
        (SELECT min(remind_at) FROM automation_coupon WHERE remind_at IS NOT NULL)
    )
"""


def tick_for(since: datetime, until: datetime) -> timedelta:
    """Return how far apart passes are at least: fine for a week, coarser for a year, so that none takes for ever."""
    days = (until - since).days
    return timedelta(minutes=1 if days <= 3 else 5 if days <= 31 else 15 if days <= 190 else 60)


def next_pass(
    now: datetime, tick: timedelta, definition: Definition, happens_at: datetime | None, until: datetime
) -> datetime:
    """Return when the next pass is, later than now and no later than until.

    A pass lies on a multiple of the tick, behind what is due; without a tick exactly there.
    """
    due = sql.fetch_all(_DUE)[0][0]
    moments = [moment for moment in (due, happens_at) if moment is not None]
    longest = OF_CLOCKED if isinstance(definition.trigger, CLOCKED) else LONGEST_JUMP
    wanted = min([*moments, now + longest])
    return min(until, _behind(max(wanted, now), now, tick))


def _behind(moment: datetime, now: datetime, tick: timedelta) -> datetime:
    if not tick:
        return moment if moment > now else now + timedelta(seconds=1)
    passes = -((_EPOCH - moment) // tick)
    found = _EPOCH + passes * tick
    return found if found > now else found + tick
