"""Tell the journeys of coupons that are about to run out."""

from datetime import datetime

from ..core import sql
from ..events.kinds import EventKind
from ..events.log import NewEvent, record


def remind(now: datetime, limit: int) -> int:
    """Record `coupon_expiring` for coupons whose reminder is due and return how many rows were taken.

    A journey that begins with it knows the coupon, so its mails show the same code. Must run in a transaction; two
    workers take different rows.
    """
    rows = sql.fetch_all(
        """
        UPDATE automation_coupon c SET remind_at = NULL FROM automation_couponpolicy p
        WHERE p.id = c.policy_id AND c.id IN (
            SELECT id FROM automation_coupon WHERE remind_at <= %s
            ORDER BY remind_at LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
        )
        RETURNING c.id, c.key, c.contact_id, p.slug, c.expires_on, c.redeemed_at IS NULL AND c.revoked_at IS NULL
        """,
        [now, limit],
    )
    record(
        [
            NewEvent(
                kind=EventKind.COUPON_EXPIRING,
                key=f"coupon:{coupon_id}:expiring",
                occurred_at=now,
                contact_id=contact_id,
                data={"coupon": {"key": key, "policy": policy}, "expires_on": str(expires_on)},
            )
            for coupon_id, key, contact_id, policy, expires_on, is_open in rows
            if is_open
        ],
        now,
    )
    return len(rows)
