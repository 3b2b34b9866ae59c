"""Let loyalty points be over that nobody spent in time. What is spent is taken from the points that are over first."""

from datetime import datetime

from ..core import sql
from .points import EXPIRED, PointsMovement, move

_LEFT = """
    WITH lots AS (
        SELECT contact_id, lot, sum(confirmed) AS points, max(expires_at) AS expires_at, min(id) AS id,
               bool_or(expires_at <= %s AND expired_at IS NULL) AS is_due
        FROM automation_pointsentry WHERE contact_id = ANY(%s) AND lot <> '' GROUP BY contact_id, lot
    ),
    spent AS (
        SELECT contact_id, -sum(confirmed) AS points
        FROM automation_pointsentry WHERE contact_id = ANY(%s) AND lot = '' GROUP BY contact_id
    ),
    queue AS (
        SELECT l.*, sum(l.points) OVER (PARTITION BY l.contact_id ORDER BY l.expires_at NULLS LAST, l.id)
                    - COALESCE(s.points, 0) AS unspent_so_far
        FROM lots l LEFT JOIN spent s ON s.contact_id = l.contact_id
    )
    SELECT contact_id, lot, id, expires_at, GREATEST(0, LEAST(points, unspent_so_far))::bigint
    FROM queue WHERE is_due ORDER BY contact_id, expires_at, id
"""


def expire(now: datetime, limit: int) -> int:
    """End the points of one batch of lots that are over at now and return how many; must run in a transaction.

    A lot holds what an order or a gift gave, less what a refund took. It loses what is left when everything the
    contact ever spent is taken from their lots, oldest end first.
    """
    contacts = sql.fetch_all(
        """
        SELECT c.id FROM automation_contact c WHERE c.id = ANY(ARRAY(
            SELECT contact_id FROM automation_pointsentry
            WHERE expires_at <= %s AND expired_at IS NULL ORDER BY expires_at LIMIT %s))
        ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED
        """,
        [now, limit],
    )
    ids = [row[0] for row in contacts]
    lots = sql.fetch_all(_LEFT, [now, ids, ids]) if ids else []
    if not lots:
        return 0
    sql.execute("UPDATE automation_pointsentry SET expired_at = %s WHERE id = ANY(%s)", [now, [row[2] for row in lots]])
    move(
        [
            PointsMovement(
                key=f"{lot}:over",
                contact_id=contact_id,
                kind=EXPIRED,
                occurred_at=expires_at,
                confirmed=-left,
                lot=lot,
                source="expiry",
            )
            for contact_id, lot, _, expires_at, left in lots
        ],
        now,
    )
    return len(lots)
