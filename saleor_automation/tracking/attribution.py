"""Credit an order to the last touch before it: the coupon it used, or the last click within the window."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from ..core import sql
from ..coupons.redeeming import redeem
from ..events.log import StoredEvent

COUPON, CLICK = "coupon", "click"


def attribute(orders: Sequence[StoredEvent], window_days: int) -> int:
    """Credit orders that have a contact; returns how many were credited. Must run in a transaction.

    A coupon wins over a click, because it names the very message that gave it. Machine clicks never count:
    they do not set clicked_at.
    """
    if not orders:
        return 0
    redeemed = redeem([(o.data["voucher_code"], o.order_id, o.occurred_at) for o in orders])
    clicks = _last_clicks(orders, timedelta(days=window_days))
    messages = _messages_of_runs([c.enrollment_id for c in redeemed.values() if c.enrollment_id is not None])
    rows = []
    for order in orders:
        coupon = redeemed.get(order.order_id)
        if coupon is not None:
            message_id, journey_id = messages.get(coupon.enrollment_id or 0, (None, None))
            rows.append(_row(order, message_id, journey_id, COUPON, coupon.issued_at))
        elif order.id in clicks:
            message_id, journey_id, clicked_at = clicks[order.id]
            rows.append(_row(order, message_id, journey_id, CLICK, clicked_at))
    inserted = sql.insert_returning(
        "automation_attribution",
        {
            "order_id": "uuid",
            "contact_id": "bigint",
            "message_id": "bigint",
            "journey_id": "bigint",
            "touch": "text",
            "touched_at": "timestamptz",
            "ordered_at": "timestamptz",
            "currency": "text",
            "amount": "numeric",
        },
        rows,
        on_conflict="(order_id) DO NOTHING",
        returning="order_id",
    )
    return len(inserted)


def _row(
    order: StoredEvent, message_id: int | None, journey_id: int | None, touch: str, touched_at: datetime
) -> tuple[Any, ...]:
    return (
        order.order_id,
        order.contact_id,
        message_id,
        journey_id,
        touch,
        touched_at,
        order.occurred_at,
        order.data["currency"],
        Decimal(order.data["gross"]),
    )


def _last_clicks(orders: Sequence[StoredEvent], window: timedelta) -> dict[int, tuple[int, int | None, datetime]]:
    rows = sql.fetch_all(
        """
        SELECT v.event_id, m.id, m.journey_id, m.clicked_at
        FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS v(event_id, contact_id, ordered_at)
        JOIN LATERAL (
            SELECT id, journey_id, clicked_at FROM automation_message
            WHERE contact_id = v.contact_id AND clicked_at <= v.ordered_at AND clicked_at >= v.ordered_at - %s
            ORDER BY clicked_at DESC LIMIT 1
        ) m ON TRUE
        """,
        [
            [order.id for order in orders],
            [order.contact_id for order in orders],
            [order.occurred_at for order in orders],
            window,
        ],
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _messages_of_runs(enrollment_ids: list[int]) -> dict[int, tuple[int, int | None]]:
    """Return the last message of each run and its journey."""
    if not enrollment_ids:
        return {}
    rows = sql.fetch_all(
        """
        SELECT DISTINCT ON (enrollment_id) enrollment_id, id, journey_id FROM automation_message
        WHERE enrollment_id = ANY(%s) AND state <> 'ghost' ORDER BY enrollment_id, id DESC
        """,
        [enrollment_ids],
    )
    return {row[0]: (row[1], row[2]) for row in rows}
