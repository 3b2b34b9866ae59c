"""Which orders gave all their money back.

The order's own columns cannot tell: without granted refunds, an order whose money went back looks like one
that was never paid (nothing charged, charge_status "none"). The payments remember, in both of Saleor's ways
to pay.
"""

from collections.abc import Iterable
from uuid import UUID

from saleor.payment import ChargeStatus
from saleor.payment.models import Payment, TransactionItem

from .database import allow_writer


@allow_writer()
def refunded_orders(uncharged_order_ids: Iterable[UUID]) -> set[UUID]:
    """Return those orders, of some that hold no money now, to which money was given back.

    Two queries, none without ids. Both tables index their order column.
    """
    order_ids = set(uncharged_order_ids)
    if not order_ids:
        return set()
    transactions = TransactionItem.objects.filter(order_id__in=order_ids, refunded_value__gt=0)
    payments = Payment.objects.filter(order_id__in=order_ids, charge_status=ChargeStatus.FULLY_REFUNDED)
    return {
        *transactions.values_list("order_id", flat=True),
        *payments.values_list("order_id", flat=True),
    }
