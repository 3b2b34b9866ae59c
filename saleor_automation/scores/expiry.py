"""Take back awards whose time is over."""

from datetime import datetime

from ..core import sql
from .ledger import EXPIRY, Movement, move


def expire(now: datetime, limit: int) -> int:
    """Take back one batch of awards that are over at now and return how many; must run in a transaction.

    What is taken back is what the award really moved. The contacts are locked first, as everywhere, and before the
    awards are read again: another worker may have taken them back while this one waited.
    """
    due = "expires_at <= %s AND expired_at IS NULL"
    contacts = sql.fetch_all(
        f"""
        SELECT c.id FROM automation_contact c WHERE c.id = ANY(ARRAY(
            SELECT contact_id FROM automation_scoreentry WHERE {due} ORDER BY expires_at LIMIT %s))
        ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED
        """,  # noqa: S608
        [now, limit],
    )
    if not contacts:
        return 0
    awards = sql.fetch_all(
        f"""
        UPDATE automation_scoreentry SET expired_at = %s WHERE id = ANY(ARRAY(
            SELECT id FROM automation_scoreentry WHERE contact_id = ANY(%s) AND {due} ORDER BY expires_at LIMIT %s))
        RETURNING key, contact_id, score_id, points, expires_at, rule_id, reason, id
        """,  # noqa: S608
        [now, [row[0] for row in contacts], now, limit],
    )
    awards.sort(key=lambda row: (row[4], row[7]))
    move(
        [
            Movement(
                key=f"{key}:over",
                contact_id=contact_id,
                score_id=score_id,
                kind=EXPIRY,
                points=-points,
                occurred_at=expires_at,
                rule_id=rule_id,
                reason=reason,
            )
            for key, contact_id, score_id, points, expires_at, rule_id, reason, _ in awards
        ],
        now,
    )
    return len(awards)


def count_due(now: datetime, most: int) -> int:
    """Return how many awards are to be taken back, counted no further than most."""
    due = "SELECT 1 FROM automation_scoreentry WHERE expires_at <= %s AND expired_at IS NULL LIMIT %s"
    return int(sql.fetch_all(f"SELECT count(*) FROM ({due}) AS due", [now, most])[0][0])  # noqa: S608
