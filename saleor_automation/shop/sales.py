"""What was sold on a day: units and revenue per product and channel, refunds taken off."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import TruncDate
from saleor.order import FulfillmentStatus, OrderChargeStatus
from saleor.order.models import FulfillmentLine, Order, OrderLine
from saleor.payment import ChargeStatus
from saleor.payment.models import Payment, TransactionItem

from .database import allow_writer
from .orders import NOT_A_PURCHASE, PAID

GIVEN_BACK = (FulfillmentStatus.REFUNDED, FulfillmentStatus.RETURNED, FulfillmentStatus.REFUNDED_AND_RETURNED)


@dataclass(frozen=True, slots=True)
class Sale:
    """What was sold of one product in one channel on one day (UTC); revenue is gross, in the channel's currency."""

    channel_slug: str
    day: date
    product_id: int
    units: int
    revenue: Decimal


@allow_writer()
def sales_of(days: Collection[date]) -> list[Sale]:
    """Return the sales of these days, by the day the order was placed. Four queries.

    An order counts once it is paid in full. Pieces that were returned or refunded are taken off with their price;
    money given back without naming pieces lowers the revenue of all lines of its order alike.
    """
    orders = {row["pk"]: row for day in _spans(days) for row in _orders(*day)}
    partly = [pk for pk, row in orders.items() if row["charge_status"] == OrderChargeStatus.PARTIAL]
    refunded = _with_refunds(partly)
    counted = {pk: row for pk, row in orders.items() if row["charge_status"] in PAID or pk in refunded}
    given_back = _given_back(counted)
    touched = {order_id for order_id, _ in given_back}
    sums: dict[tuple[str, date, int], list[Any]] = defaultdict(lambda: [0, Decimal(0)])
    lines = (
        OrderLine.objects.filter(order_id__in=counted)
        .exclude(variant=None)
        .order_by()
        .values_list("pk", "order_id", "variant__product_id", "quantity", "total_price_gross_amount")
    )
    for line_id, order_id, product_id, quantity, amount in lines:
        order = counted[order_id]
        kept = max(0, quantity - given_back.get((order_id, line_id), 0))
        share = Decimal(kept) / quantity if quantity else Decimal(0)
        if order_id not in touched:
            share *= _share_kept(order)
        total = sums[order["channel__slug"], order["day"], product_id]
        total[0] += kept
        total[1] += amount * share
    return [Sale(*key, units, revenue) for key, (units, revenue) in sums.items() if units > 0]


@allow_writer()
def days_of(order_ids: Collection[UUID]) -> set[date]:
    """Return the days (UTC) these orders were placed on. One query."""
    rows = Order.objects.filter(pk__in=order_ids).order_by().annotate(day=TruncDate("created_at", tzinfo=UTC))
    return set(rows.values_list("day", flat=True))


@allow_writer()
def days_with_orders(since: datetime) -> set[date]:
    """Return all days (UTC) on which something was ordered since; one query along the index of created_at."""
    rows = Order.objects.filter(created_at__gte=since).order_by().annotate(day=TruncDate("created_at", tzinfo=UTC))
    return set(rows.values_list("day", flat=True).distinct())


def _spans(days: Collection[date]) -> Iterator[tuple[datetime, datetime]]:
    """Join days that follow one another into one span, so that a month is one query."""
    first: date | None = None
    last: date | None = None
    for day in sorted(days):
        if last is not None and day == last + timedelta(days=1):
            last = day
            continue
        if first is not None and last is not None:
            yield _span(first, last)
        first = last = day
    if first is not None and last is not None:
        yield _span(first, last)


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time(), UTC), datetime.combine(last + timedelta(days=1), time(), UTC)


def _orders(since: datetime, until: datetime) -> list[dict[str, Any]]:
    paid = Q(charge_status__in=(*PAID, OrderChargeStatus.PARTIAL)) & (
        Q(total_charged_amount__gt=0) | Q(total_gross_amount=0)
    )
    return list(
        Order.objects.filter(paid, created_at__gte=since, created_at__lt=until)
        .exclude(status__in=NOT_A_PURCHASE)
        .order_by()
        .annotate(day=TruncDate("created_at", tzinfo=UTC))
        .values("pk", "day", "channel__slug", "charge_status", "total_gross_amount", "total_charged_amount")
    )


def _with_refunds(order_ids: Collection[UUID]) -> set[UUID]:
    """Tell orders that gave a part of their money back from those still waiting for a part of it."""
    if not order_ids:
        return set()
    transactions = TransactionItem.objects.filter(order_id__in=order_ids, refunded_value__gt=0)
    payments = Payment.objects.filter(order_id__in=order_ids, charge_status=ChargeStatus.PARTIALLY_REFUNDED)
    return {
        *transactions.values_list("order_id", flat=True),
        *payments.values_list("order_id", flat=True),
    }


def _given_back(order_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    rows = (
        FulfillmentLine.objects.filter(fulfillment__order_id__in=order_ids, fulfillment__status__in=GIVEN_BACK)
        .order_by()
        .values_list("fulfillment__order_id", "order_line_id")
        .annotate(pieces=Sum("quantity"))
    )
    return {(order_id, line_id): pieces for order_id, line_id, pieces in rows}


def _share_kept(order: dict[str, Any]) -> Decimal:
    """Return which part of the order's price the shop has kept; a line's revenue shrinks by money given back."""
    gross, charged = order["total_gross_amount"], order["total_charged_amount"]
    if order["charge_status"] != OrderChargeStatus.PARTIAL or gross <= 0:
        return Decimal(1)
    return min(Decimal(1), Decimal(charged) / Decimal(gross))
