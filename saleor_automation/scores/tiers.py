"""Which loyalty tier a contact stands in: the highest one whose threshold their earned points reach.

Earned is what orders confirmed and refunds did not take back. Points given by hand do not count, and points spent or
over are not taken off: a tier thanks for what was bought. With tier_days only orders of that many days count, by the
day they were confirmed; a timer has the tier looked at again when the oldest of them grows too old.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from ..contacts.touched import touch
from ..core import sql
from ..events.kinds import EventKind
from ..events.log import NewEvent, record

_EARNED = """
    SELECT l.contact_id, sum(l.earned) AS earned, min(l.confirmed_at) AS oldest_at
    FROM (
        SELECT contact_id, lot, sum(earned) AS earned,
               min(occurred_at) FILTER (WHERE kind = 'confirmed') AS confirmed_at
        FROM automation_pointsentry WHERE contact_id = ANY(%s) AND lot <> '' GROUP BY contact_id, lot
    ) AS l
    WHERE l.earned <> 0 AND (%s::timestamptz IS NULL OR l.confirmed_at > %s)
    GROUP BY l.contact_id
"""


def place(contact_ids: Collection[int], now: datetime) -> int:
    """Put contacts into the tier they have earned and record who entered or left one; returns how many moved.

    The contacts must be locked (lock_contacts). A constant number of statements.
    """
    days = _tier_days()
    since = None if days is None else now - timedelta(days=days)
    ids = sorted(contact_ids)
    moved = sql.fetch_all(
        f"""
        WITH earned AS ({_EARNED}),
        standing AS (
            SELECT b.contact_id, b.tier_id AS old_id, COALESCE(e.earned, 0) AS earned, e.oldest_at,
                   (SELECT t.id FROM automation_tier t WHERE t.threshold <= COALESCE(e.earned, 0)
                    ORDER BY t.threshold DESC LIMIT 1) AS new_id
            FROM automation_pointsbalance b LEFT JOIN earned e ON e.contact_id = b.contact_id
            WHERE b.contact_id = ANY(%s)
        ),
        written AS (
            UPDATE automation_pointsbalance b
            SET earned = s.earned, tier_id = s.new_id,
                tier_since = CASE WHEN s.new_id IS DISTINCT FROM s.old_id THEN %s ELSE b.tier_since END,
                tier_check_at = s.oldest_at + make_interval(days => %s::int)
            FROM standing s WHERE b.contact_id = s.contact_id AND b.contact_id = ANY(%s)
        )
        SELECT s.contact_id, s.earned, o.id, o.slug, COALESCE(o.threshold, -1), n.id, n.slug, COALESCE(n.threshold, -1)
        FROM standing s LEFT JOIN automation_tier o ON o.id = s.old_id LEFT JOIN automation_tier n ON n.id = s.new_id
        WHERE s.new_id IS DISTINCT FROM s.old_id
        ORDER BY s.contact_id
        """,  # noqa: S608
        [ids, since, since, ids, now, days, ids],
    )
    record([event for row in moved for event in _told(row, now)], now)
    return len(moved)


def _told(row: tuple[Any, ...], now: datetime) -> Iterator[NewEvent]:
    contact_id, earned, old_id, old, old_threshold, new_id, new, new_threshold = row
    direction = "up" if new_threshold > old_threshold else "down"
    for kind, tier_id, tier, other in (
        (EventKind.TIER_LEFT, old_id, old, new),
        (EventKind.TIER_ENTERED, new_id, new, old),
    ):
        if tier_id is not None:
            yield NewEvent(
                kind=kind,
                key=f"tier:{contact_id}:{kind}:{tier_id}:{now.isoformat()}",
                occurred_at=now,
                contact_id=contact_id,
                data={
                    "tier": tier,
                    "direction": direction,
                    "earned": int(earned),
                    ("to" if kind == EventKind.TIER_LEFT else "from"): other or "",
                },
            )


def _tier_days() -> int | None:
    rows = sql.fetch_all("SELECT tier_days FROM automation_programme ORDER BY id LIMIT 1")
    return rows[0][0] if rows else None


def review(now: datetime, limit: int) -> int:
    """Look again at one batch of contacts whose tier may have changed with time, and return how many.

    Must run in a transaction.
    """
    rows = sql.fetch_all(
        """
        SELECT c.id FROM automation_contact c WHERE c.id = ANY(ARRAY(
            SELECT contact_id FROM automation_pointsbalance WHERE tier_check_at <= %s ORDER BY tier_check_at LIMIT %s))
        ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED
        """,
        [now, limit],
    )
    ids = [row[0] for row in rows]
    if ids:
        place(ids, now)
        touch(ids, now)
    return len(ids)


def review_everybody(now: datetime) -> None:
    """Have the tier of everybody looked at again: a threshold or the days that count have changed."""
    sql.execute("UPDATE automation_pointsbalance SET tier_check_at = %s", [now])
