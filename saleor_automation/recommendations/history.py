"""The shop's past as arrays: lines of orders that stand, and views of products.

Read from our own rows, a page at a time: Purchase says which orders there are, the event of placing one says what was
in it. Only the newest are read (MOST_LINES, MOST_VIEWS), which bounds the memory of a training.
"""

from array import array
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from ..contacts.visits import VISIT_PAUSE
from ..core import sql
from .interactions import Floats, Ints

REACH = timedelta(days=730)
"""How far back orders count. Two years hold every season twice."""

VIEWS_REACH = timedelta(days=90)

MOST_LINES = 4_000_000
MOST_VIEWS = 3_000_000
"""About 130 MB each as arrays; the oldest beyond are left out."""

PAGE = 20_000
_DAY_SECONDS = 86_400.0

# Whatever happened to an order later was not known at the moment that is asked about.
_STANDING = """placed_at > %s AND placed_at <= %s AND (cancelled_at IS NULL OR cancelled_at > %s)
    AND (refunded_at IS NULL OR refunded_at > %s)"""


@dataclass(frozen=True)
class Orders:
    """One entry per order line: people are contact ids, negative for an order of nobody we know."""

    people: Ints
    baskets: Ints
    products: Ints
    ages: Floats
    orders_count: int


@dataclass(frozen=True)
class Views:
    """One entry per view, sorted by session, oldest first."""

    sessions: Ints
    products: Ints


@dataclass(frozen=True, slots=True)
class Extent:
    """How many orders stand, and when the last of them was placed; the same extent means there is nothing new."""

    orders_count: int
    last_placed_at: datetime | None


def measure_extent(now: datetime) -> Extent:
    """Count the orders a training at now would read; one query over the purchases."""
    rows = sql.fetch_all(
        f"SELECT count(*), max(placed_at) FROM automation_purchase WHERE {_STANDING}",  # noqa: S608
        [now - REACH, now, now, now],
    )
    return Extent(int(rows[0][0]), rows[0][1])


def read_orders(now: datetime) -> Orders:
    """Read the lines of the orders placed by now, the newest first; those cancelled or refunded by then are left out.

    A product that is in an order twice counts once. Must run in a transaction.
    """
    people, baskets, products, ages = array("q"), array("q"), array("q"), array("d")
    count = 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"""
            SELECT p.contact_id, extract(epoch FROM %s::timestamptz - p.placed_at)::float8 / {_DAY_SECONDS},
                   array_to_string(ARRAY(
                       SELECT DISTINCT (line ->> 'product_id')::int FROM jsonb_array_elements(e.data -> 'lines') line
                       WHERE line ->> 'product_id' IS NOT NULL ORDER BY 1
                   ), ',')
            FROM (SELECT order_id, contact_id, placed_at FROM automation_purchase
                  WHERE {_STANDING} ORDER BY placed_at DESC, order_id) p
            CROSS JOIN LATERAL (
                -- LIMIT keeps the planner from reading the whole log, views and all, for the rows of the orders
                SELECT data FROM automation_event
                WHERE key = 'order:' || p.order_id || ':order_placed' AND occurred_at = p.placed_at LIMIT 1
            ) e
            """,  # noqa: S608
            [now, now - REACH, now, now, now],
        )
        while len(products) < MOST_LINES and (page := cursor.fetchmany(PAGE)):
            for contact_id, age, ids in page:
                if ids:
                    found = array("q", map(int, ids.split(",")))
                    count += 1
                    products.extend(found)
                    baskets.extend([count] * len(found))
                    people.extend([contact_id if contact_id is not None else -count] * len(found))
                    ages.extend([age] * len(found))
    return Orders(_whole(people), _whole(baskets), _whole(products), np.array(ages, np.float64), count)


def read_views(now: datetime) -> Views:
    """Read who looked at which product by now, the newest; a pause of half an hour begins a new session.

    Must run in a transaction.
    """
    viewers, products, moments = array("q"), array("q"), array("d")
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            """
            SELECT hashtextextended(COALESCE(visitor_id::text, contact_id::text), 0), product_id,
                   extract(epoch FROM occurred_at)::float8
            FROM automation_event
            WHERE kind = 'product_viewed' AND product_id IS NOT NULL AND occurred_at > %s AND occurred_at <= %s
              AND (visitor_id IS NOT NULL OR contact_id IS NOT NULL)
            ORDER BY occurred_at DESC, id DESC LIMIT %s
            """,
            [now - VIEWS_REACH, now, MOST_VIEWS],
        )
        while page := cursor.fetchmany(PAGE):
            for viewer, product_id, moment in page:
                viewers.append(viewer)
                products.append(product_id)
                moments.append(moment)
    return _in_sessions(_whole(viewers), _whole(products), np.array(moments, np.float64))


def _in_sessions(viewers: Ints, products: Ints, moments: Floats) -> Views:
    """Sort views by viewer and time and number their sessions; looking at the same product again right away is one."""
    order = np.lexsort((moments, viewers))
    viewers, products, moments = viewers[order], products[order], moments[order]
    begins = np.ones(len(viewers), bool)
    begins[1:] = (viewers[1:] != viewers[:-1]) | (np.diff(moments) > VISIT_PAUSE.total_seconds())
    fresh = begins.copy()
    fresh[1:] |= products[1:] != products[:-1]
    return Views(sessions=np.cumsum(begins)[fresh], products=products[fresh])


def _whole(numbers: Any) -> npt.NDArray[np.int64]:
    return np.array(numbers, np.int64)
