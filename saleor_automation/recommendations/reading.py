"""What serving reads: each function is one statement, whatever the number of people or products."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from ..core import sql
from .generations import NeighbourKind


@dataclass(frozen=True, slots=True)
class Listed:
    """The neighbours of one product, best first, and the product's own pace."""

    ids: list[int]
    scores: list[float]
    counts: list[int]
    pace: float


@dataclass(slots=True)
class Past:
    """What a contact bought and looked at: products bought; product -> moment last looked at."""

    bought: set[int] = field(default_factory=set)
    viewed: dict[int, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class Repeats:
    """How many orders of a contact there are, and in how many of them each product was."""

    orders_count: int = 0
    products: dict[int, int] = field(default_factory=dict)


def read_neighbours(
    generation_id: int, kind: NeighbourKind, product_ids: Collection[int], most: int | None = None
) -> dict[int, Listed]:
    """Return the neighbours of each product that has any of this kind, no more than most."""
    part = "" if most is None else f"[1:{int(most)}]"
    rows = sql.fetch_all(
        f"""
        SELECT product_id, neighbour_ids{part}, scores{part}, counts{part}, pace FROM automation_productneighbours
        WHERE generation_id = %s AND kind = %s AND product_id = ANY(%s::int[])
        """,  # noqa: S608
        [generation_id, kind.value, sorted(product_ids)],
    )
    return {row[0]: Listed(*row[1:]) for row in rows}


def read_best_sellers(
    generation_id: int, category_ids: Collection[int], most: int
) -> dict[int, list[tuple[int, float]]]:
    """Return (product, lines a day) of each category's best sellers, best first; 0 is the whole shop."""
    rows = sql.fetch_all(
        f"""
        SELECT category_id, product_ids[1:{int(most)}], scores[1:{int(most)}] FROM automation_bestsellers
        WHERE generation_id = %s AND category_id = ANY(%s::int[])
        """,  # noqa: S608
        [generation_id, sorted(category_ids)],
    )
    return {row[0]: list(zip(row[1], row[2], strict=True)) for row in rows}


def read_pasts(contact_ids: Collection[int], now: datetime) -> dict[int, Past]:
    """Return what each contact bought, and looked at by now; kept up to date with every order."""
    rows = sql.fetch_all(
        """
        SELECT contact_id, product_id, bought_quantity > 0 AND last_bought_at <= %s, last_viewed_at
        FROM automation_contactproduct WHERE contact_id = ANY(%s::bigint[])
        """,
        [now, sorted(contact_ids)],
    )
    pasts: dict[int, Past] = defaultdict(Past)
    for contact_id, product_id, is_bought, viewed_at in rows:
        past = pasts[contact_id]
        if is_bought:
            past.bought.add(product_id)
        if viewed_at is not None and viewed_at <= now:
            past.viewed[product_id] = viewed_at
    return dict(pasts)


def read_repeats(contact_ids: Collection[int], now: datetime) -> dict[int, Repeats]:
    """Return what each contact ordered how often by now; cancelled and refunded orders do not count."""
    rows = sql.fetch_all(
        """
        WITH orders AS MATERIALIZED (
            SELECT contact_id, order_id, placed_at FROM automation_purchase
            WHERE contact_id = ANY(%s::bigint[]) AND placed_at <= %s AND cancelled_at IS NULL AND refunded_at IS NULL
        )
        SELECT contact_id, NULL::int, count(*)::int FROM orders GROUP BY contact_id
        UNION ALL
        SELECT o.contact_id, (line ->> 'product_id')::int, count(DISTINCT o.order_id)::int
        FROM orders o
        CROSS JOIN LATERAL (
            -- LIMIT keeps the planner from reading the whole log instead of one row by its key
            SELECT data FROM automation_event
            WHERE key = 'order:' || o.order_id || ':order_placed' AND occurred_at = o.placed_at LIMIT 1
        ) e
        CROSS JOIN LATERAL jsonb_array_elements(e.data -> 'lines') line
        WHERE line ->> 'product_id' IS NOT NULL
        GROUP BY 1, 2
        """,
        [sorted(contact_ids), now],
    )
    repeats: dict[int, Repeats] = defaultdict(Repeats)
    for contact_id, product_id, count in rows:
        if product_id is None:
            repeats[contact_id].orders_count = count
        else:
            repeats[contact_id].products[product_id] = count
    return dict(repeats)
