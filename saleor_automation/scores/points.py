"""The one way loyalty points move: an entry in the ledger and the sums beside it, in one transaction.

An entry moves pending points (an order was placed), confirmed points (it was paid) or both at once; earned is what of
it counts for the tier. A balance may go below zero when an order is refunded whose points were spent: what is earned
next pays for it first, and nothing can be redeemed until then.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ..contacts.touched import touch
from ..core import sql
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .tiers import place

PLACED, CONFIRMED, REVERSED = "placed", "confirmed", "reversed"
GIFT, CORRECTION, REDEEMED, EXPIRED = "gift", "correction", "redeemed", "expired"

_COLUMNS = {
    "key": "text",
    "contact_id": "bigint",
    "kind": "text",
    "pending": "bigint",
    "confirmed": "bigint",
    "earned": "bigint",
    "lot": "text",
    "order_id": "uuid",
    "terms": "jsonb",
    "reward_id": "bigint",
    "coupon_id": "bigint",
    "reason": "text",
    "source": "text",
    "occurred_at": "timestamptz",
    "created_at": "timestamptz",
    "expires_at": "timestamptz",
}


@dataclass(frozen=True, slots=True)
class PointsMovement:
    """Points a contact gets or loses; see PointsEntry for the columns."""

    key: str
    contact_id: int
    kind: str
    occurred_at: datetime
    pending: int = 0
    confirmed: int = 0
    earned: int = 0
    lot: str = ""
    order_id: UUID | None = None
    terms: dict[str, Any] | None = None
    reward_id: int | None = None
    coupon_id: int | None = None
    reason: str = ""
    source: str = ""
    expires_at: datetime | None = None


def move(movements: Sequence[PointsMovement], now: datetime) -> int:
    """Write movements, their sums, the tiers they lead to and what happened as events; returns how many were new.

    A key the ledger has already is passed over. The contacts must be locked (lock_contacts). A constant number of
    statements.
    """
    written = sql.insert_returning(
        "automation_pointsentry",
        _COLUMNS,
        [
            (
                *(m.key, m.contact_id, m.kind, m.pending, m.confirmed, m.earned, m.lot, m.order_id, m.terms),
                *(m.reward_id, m.coupon_id, m.reason, m.source, m.occurred_at, now, m.expires_at),
            )
            for m in movements
        ],
        on_conflict="(key) DO NOTHING",
        returning="key",
    )
    keys = {row[0] for row in written}
    fresh = [movement for movement in movements if movement.key in keys]
    if not fresh:
        return 0
    _add_up(fresh, now)
    record([event for movement in fresh for event in _told(movement)], now)
    place({movement.contact_id for movement in fresh}, now)
    touch((movement.contact_id for movement in fresh), now)
    return len(fresh)


def _add_up(movements: Sequence[PointsMovement], now: datetime) -> None:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for movement in movements:
        sums[movement.contact_id][0] += movement.pending
        sums[movement.contact_id][1] += movement.confirmed
    sql.insert_rows(
        "automation_pointsbalance AS t",
        {
            "contact_id": "bigint",
            "pending": "bigint",
            "confirmed": "bigint",
            "earned": "bigint",
            "updated_at": "timestamptz",
        },
        [(contact_id, *sums[contact_id], 0, now) for contact_id in sorted(sums)],
        on_conflict="""(contact_id) DO UPDATE SET pending = t.pending + EXCLUDED.pending,
            confirmed = t.confirmed + EXCLUDED.confirmed, updated_at = EXCLUDED.updated_at""",
    )


_TOLD = {
    CONFIRMED: EventKind.POINTS_CONFIRMED,
    GIFT: EventKind.POINTS_CONFIRMED,
    REDEEMED: EventKind.POINTS_REDEEMED,
    EXPIRED: EventKind.POINTS_EXPIRED,
}


def _told(movement: PointsMovement) -> list[NewEvent]:
    """Return the event a movement is for the journeys, if it is one."""
    kind = _TOLD.get(movement.kind)
    if kind is None or movement.confirmed == 0:
        return []
    return [
        NewEvent(
            kind=kind,
            key=f"points:{movement.key}",
            occurred_at=movement.occurred_at,
            contact_id=movement.contact_id,
            order_id=movement.order_id,
            data={"points": abs(movement.confirmed), "reason": movement.reason},
        )
    ]


def balances_of(contact_ids: Collection[int]) -> dict[int, int]:
    """Return how many points each of these people may spend; whoever never had any is missing. One statement."""
    rows = sql.fetch_all(
        "SELECT contact_id, confirmed FROM automation_pointsbalance WHERE contact_id = ANY(%s)", [sorted(contact_ids)]
    )
    return {row[0]: int(row[1]) for row in rows}


def confirmed_points(contact_id: int) -> int:
    """Return how many points a contact may spend; below zero if some are owed."""
    rows = sql.fetch_all("SELECT confirmed FROM automation_pointsbalance WHERE contact_id = %s", [contact_id])
    return int(rows[0][0]) if rows else 0
