"""What sold: running totals per product, channel and day, counted again by the day whenever an order of it changes.

Counting a whole day again makes a replayed hook, a refund of an old order and a killed worker harmless: the row of a
day is never added to, it is replaced by what the shop says. See docs/adr/0006-sales-are-counted-by-the-day.md.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from ..core import sql
from ..events.models import SweepMark
from ..events.sweep import Source
from ..shop.orders import changed_orders
from ..shop.sales import days_of, days_with_orders, sales_of
from . import ranking_cache

MARK = "sales"
KEPT = timedelta(days=731)
"""As long as the longest window of a best-seller list, and a day."""

DAYS_AT_ONCE = 7


def source() -> Source:
    """Return the sweep over changed orders that marks their days; see events/sweep.py."""
    return Source(MARK, changed_orders, _mark_days_of)


def _mark_days_of(order_ids: Collection[Any], now: datetime) -> int:
    return mark(days_of(order_ids), now)


def mark(days: Collection[date], now: datetime) -> int:
    """Have these days counted again; days too old for any list are left alone. Returns how many were marked."""
    recent = sorted(day for day in days if day > (now - KEPT).date())
    if recent:
        sql.execute(
            """
            INSERT INTO automation_salesday (day, marked_at) SELECT day, %s FROM unnest(%s::date[]) AS v(day)
            ON CONFLICT (day) DO UPDATE SET marked_at = EXCLUDED.marked_at
            """,
            [now, recent],
        )
    return len(recent)


def begin(now: datetime) -> None:
    """Mark the shop's whole past the first time; afterwards the sweep marks what changes."""
    if not SweepMark.objects.filter(name=MARK).exists():
        with transaction.atomic():
            mark(days_with_orders(now - KEPT), now)
            SweepMark.objects.get_or_create(name=MARK, defaults={"read_until": now})


def count_marked(now: datetime) -> int:
    """Count the newest marked days again, and return how many they were; 0 means there is nothing left to do.

    Must run in a transaction: the marks are locked, so that two workers count different days, and an order that
    changes meanwhile marks its day anew afterwards.
    """
    days = [
        row[0]
        for row in sql.fetch_all(
            """
            DELETE FROM automation_salesday WHERE day IN (
                SELECT day FROM automation_salesday ORDER BY day DESC LIMIT %s FOR UPDATE SKIP LOCKED
            ) RETURNING day
            """,
            [DAYS_AT_ONCE],
        )
    ]
    if not days:
        return 0
    sales = sales_of(days)
    sql.execute("DELETE FROM automation_productsales WHERE day = ANY(%s::date[])", [sorted(days)])
    sql.insert_rows(
        "automation_productsales",
        {
            "channel_slug": "text",
            "day": "date",
            "product_id": "int",
            "units": "int",
            "revenue_amount": "numeric",
        },
        [(sale.channel_slug, sale.day, sale.product_id, sale.units, sale.revenue) for sale in sales],
        on_conflict="""(channel_slug, day, product_id) DO UPDATE
            SET units = EXCLUDED.units, revenue_amount = EXCLUDED.revenue_amount""",
    )
    ranking_cache.renew(now)
    return len(days)


def forget_old(now: datetime) -> int:
    """Delete days no list looks at any more; returns how many rows went."""
    return sql.execute("DELETE FROM automation_productsales WHERE day <= %s", [(now - KEPT).date()])
