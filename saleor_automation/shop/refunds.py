"""How much of their money orders gave back.

The order's own columns cannot tell: without granted refunds, an order whose money went back looks like one
that was never paid (nothing charged, charge_status "none"). The payments remember, in both of Saleor's ways
to pay.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from saleor.payment import ChargeStatus
from saleor.payment.models import Payment, TransactionItem

from .database import allow_writer

REFUNDED = (ChargeStatus.PARTIALLY_REFUNDED, ChargeStatus.FULLY_REFUNDED)


@allow_writer()
def refunded_amounts(order_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Return what was given back of each of these orders; orders that gave nothing back are missing.

    Two queries, none without ids. Both tables index their order column.
    """
    ids = set(order_ids)
    amounts: dict[UUID, Decimal] = defaultdict(Decimal)
    if not ids:
        return amounts
    transactions = TransactionItem.objects.filter(order_id__in=ids, refunded_value__gt=0).order_by()
    for order_id, amount in transactions.values_list("order_id").annotate(Sum("refunded_value")):
        amounts[order_id] += amount
    payments = Payment.objects.filter(order_id__in=ids, charge_status__in=REFUNDED)
    for order_id, total, captured in payments.values_list("order_id", "total", "captured_amount"):
        # What is captured shrinks with every refund.
        amounts[order_id] += total - captured
    return dict(amounts)
