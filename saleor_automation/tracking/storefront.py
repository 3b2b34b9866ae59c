"""What a storefront reports of a visitor becomes events, each once however often it is reported."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from ..contacts.visitors import meet
from ..core import sql
from ..events.log import NewEvent, record

OLDEST = timedelta(days=2)
"""A browser that lost its network may keep what happened for this long; what is older is refused."""

NEWEST = timedelta(minutes=10)
"""Clocks of browsers run ahead by this much at most; what is later is refused."""


def record_visits(events: Sequence[NewEvent], visitor_id: UUID | None, now: datetime) -> int:
    """Record what one visitor did, who may not have a name yet; returns how many of the events were new.

    A key that was reported before is left out even with another time: a storefront that repeats a call which was
    answered too late may have no time to name. Reports of one visitor follow each other. Must run in a transaction.
    """
    if not events:
        return 0
    who = str(visitor_id or events[0].user_id)
    sql.fetch_all("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))::text", [f"automation:track:{who}"])
    by_key = {event.key: event for event in reversed(events)}
    known = {
        row[0]
        for row in sql.fetch_all(
            "SELECT key FROM automation_event WHERE key = ANY(%s) AND occurred_at >= %s",
            [list(by_key), now - 2 * OLDEST],
        )
    }
    new = [event for event in events if event.key not in known and by_key[event.key] is event]
    if visitor_id is not None and new:
        meet({visitor_id: now})
    return record(new, now)
