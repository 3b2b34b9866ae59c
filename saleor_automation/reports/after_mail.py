"""Orders that followed a delivered message, clicked or not: more than attribution credits, less than a cause."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@dataclass(frozen=True)
class OrdersAfterMail:
    """buyers are people; revenue is gross, by currency. Cancelled orders are left out."""

    orders: int = 0
    buyers: int = 0
    revenue: dict[str, Decimal] = field(default_factory=dict)


# Each order looks back to the last message before it, so it counts once, for one journey.
_SQL = """
    WITH followed AS (
        SELECT m.journey_id, p.contact_id, p.currency, p.gross_amount
        FROM automation_purchase p
        JOIN LATERAL (
            SELECT journey_id FROM automation_message
            WHERE contact_id = p.contact_id AND state = 'delivered' AND handed_at < p.placed_at
              AND handed_at >= p.placed_at - %(window)s
            ORDER BY handed_at DESC LIMIT 1
        ) m ON TRUE
        WHERE p.cancelled_at IS NULL AND m.journey_id = ANY(%(journeys)s)
    )
    SELECT journey_id, currency, count(*), sum(gross_amount),
           (SELECT count(DISTINCT contact_id) FROM followed f WHERE f.journey_id = followed.journey_id)
    FROM followed GROUP BY 1, 2 ORDER BY 1, 2
"""


def orders_after_mail(
    journey_ids: Sequence[int], window: timedelta, using: str = DEFAULT_DB_ALIAS
) -> dict[int, OrdersAfterMail]:
    """Return, for every journey asked for, the orders placed within the window after its messages; one statement."""
    found: dict[int, OrdersAfterMail] = {journey_id: OrdersAfterMail() for journey_id in journey_ids}
    params: dict[str, Any] = {"journeys": list(journey_ids), "window": window}
    with connections[using].cursor() as cursor:
        cursor.execute(_SQL, params)
        for journey_id, currency, orders, amount, buyers in cursor.fetchall():
            known = found[journey_id]
            found[journey_id] = OrdersAfterMail(known.orders + orders, buyers, known.revenue | {currency: amount})
    return found
