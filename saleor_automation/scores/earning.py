"""What orders earn. The purchase as we know it decides, not the order in which its events arrive.

For each order the points it should stand at are worked out from the newest state of its purchase, and the difference
to what the ledger says is written. So two workers that learn two turns of one order at the same time, a turn that is
told twice, and a turn that never came, all end with the same sums. What an order is worth is fixed when it is first
met: a rate changed later is for later orders.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any
from uuid import UUID

from ..contacts.lock_objects import lock_contacts
from ..core import sql
from ..core.settled import read_once
from ..events.kinds import EventKind
from ..events.log import StoredEvent
from .points import CONFIRMED, PLACED, REVERSED, PointsMovement, move

TURNS = frozenset(
    {
        EventKind.ORDER_PLACED,
        EventKind.ORDER_PAID,
        EventKind.ORDER_CANCELLED,
        EventKind.ORDER_REFUNDED,
        EventKind.ORDER_PARTLY_REFUNDED,
    }
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the programme says of earning; rates: points for one unit of money, by currency."""

    is_active: bool
    rates: Mapping[str, str]
    counts_taxes: bool
    expires_after_days: int | None
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Order:
    """The newest state of a purchase; is_gone if it was cancelled or its money went back in full."""

    id: UUID
    currency: str
    gross: Decimal
    net: Decimal
    refunded: Decimal
    placed_at: datetime
    paid_at: datetime | None
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger says of an order: how many entries, whose, their sums, and the terms of the first."""

    entries: int = 0
    contact_id: int | None = None
    pending: int = 0
    confirmed: int = 0
    earned: int = 0
    was_confirmed: bool = False
    is_over: bool = False
    terms: Mapping[str, Any] | None = None


def points_of(order: Order, rate: Decimal, counts_taxes: bool) -> int:
    """Return what an order is worth as it stands now; parts of a point are not given.

    What went back to the customer takes off its share of the gross amount.
    """
    if order.is_gone:
        return 0
    share = min(Decimal(1), order.refunded / order.gross) if order.gross > 0 else Decimal(0)
    worth = (order.gross if counts_taxes else order.net) * (1 - share) * rate
    return int(max(worth, Decimal(0)).to_integral_value(ROUND_FLOOR))


def earn(events: Sequence[StoredEvent], now: datetime) -> int:
    """Bring the points of the orders of these events to what they should be; returns how many orders moved.

    The contacts must be locked (lock_contacts). Orders placed before the programme began or while it was off, and
    those of nobody, earn nothing. A constant number of statements.
    """
    turns = {e.order_id: e for e in events if e.kind in TURNS and e.order_id is not None and e.contact_id is not None}
    terms = _terms() if turns else None
    if terms is None:
        return 0
    ids = list(turns)
    # An order whose address changed between two of its turns: its points stay with whom they were given to.
    lock_contacts(_holders(ids))
    standings = _standings(ids)
    movements: list[PointsMovement] = []
    for order in _orders(ids):
        standing = standings.get(order.id, Standing())
        if standing.entries or (terms.is_active and order.placed_at >= terms.starts_at):
            contact_id = standing.contact_id or turns[order.id].contact_id or 0
            movements += _settle(order, standing, terms, contact_id, turns[order.id].occurred_at)
    return move(movements, now)


def _settle(order: Order, standing: Standing, terms: Terms, contact_id: int, at: datetime) -> Iterator[PointsMovement]:
    """Yield the entry that brings an order to where it should stand, or nothing."""
    own = standing.terms or {"rate": terms.rates.get(order.currency, "0"), "counts_taxes": terms.counts_taxes}
    points = points_of(order, Decimal(own["rate"]), own["counts_taxes"])
    # Once confirmed, points are never pending again: a refund makes an order look unpaid.
    is_confirmed = order.paid_at is not None or standing.was_confirmed
    pending, confirmed = (0, points) if is_confirmed else (points, 0)
    earned = confirmed
    if standing.is_over:
        # What is left of the lot was spent before the rest was over: no more than that can be taken back.
        confirmed = min(confirmed, standing.confirmed)
    change = (pending - standing.pending, confirmed - standing.confirmed, earned - standing.earned)
    if change == (0, 0, 0):
        return
    is_first = is_confirmed and points > 0 and not standing.was_confirmed
    moment = order.paid_at or at if is_first else at
    days = terms.expires_after_days
    yield PointsMovement(
        key=f"order:{order.id}:{standing.entries}",
        contact_id=contact_id,
        kind=CONFIRMED if is_first else PLACED if change[0] > 0 else CONFIRMED if change[1] > 0 else REVERSED,
        occurred_at=moment,
        pending=change[0],
        confirmed=change[1],
        earned=change[2],
        lot=f"order:{order.id}",
        order_id=order.id,
        terms=None if standing.entries else dict(own),
        source="order",
        expires_at=moment + timedelta(days=days) if is_first and days is not None else None,
    )


@read_once
def _terms() -> Terms | None:
    rows = sql.fetch_all(
        """
        SELECT is_active, rates::text, counts_taxes, expires_after_days, starts_at
        FROM automation_programme ORDER BY id LIMIT 1
        """
    )
    return Terms(rows[0][0], json.loads(rows[0][1]), *rows[0][2:]) if rows else None


def _lots(order_ids: Sequence[UUID]) -> list[str]:
    return [f"order:{order_id}" for order_id in order_ids]


def _holders(order_ids: Sequence[UUID]) -> list[int]:
    rows = sql.fetch_all(
        "SELECT DISTINCT contact_id FROM automation_pointsentry WHERE lot = ANY(%s)", [_lots(order_ids)]
    )
    return [row[0] for row in rows]


def _standings(order_ids: Sequence[UUID]) -> dict[UUID, Standing]:
    rows = sql.fetch_all(
        """
        SELECT lot, count(*), min(contact_id), sum(pending)::bigint, sum(confirmed)::bigint, sum(earned)::bigint,
               bool_or(kind = 'confirmed'), bool_or(expired_at IS NOT NULL),
               (array_agg(terms::text ORDER BY id) FILTER (WHERE terms IS NOT NULL))[1]
        FROM automation_pointsentry WHERE lot = ANY(%s) GROUP BY lot
        """,
        [_lots(order_ids)],
    )
    return {
        UUID(lot.removeprefix("order:")): Standing(*[*values, json.loads(terms) if terms else None])
        for lot, *values, terms in rows
    }


def _orders(order_ids: Sequence[UUID]) -> list[Order]:
    rows = sql.fetch_all(
        """
        SELECT order_id, currency, gross_amount, net_amount, refunded_amount, placed_at, paid_at,
               cancelled_at IS NOT NULL OR refunded_at IS NOT NULL
        FROM automation_purchase WHERE order_id = ANY(%s) AND placed_at IS NOT NULL ORDER BY order_id
        """,
        [list(order_ids)],
    )
    return [Order(*row) for row in rows]
