"""What the voucher of an order took off, as Saleor noted it with the order."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from saleor.discount import DiscountType
from saleor.discount.models import OrderDiscount, OrderLineDiscount

from .database import allow_writer


@allow_writer()
def voucher_discounts(order_ids: Collection[UUID]) -> dict[UUID, Decimal]:
    """Return what vouchers took off these orders, in each order's currency; an order without is missing.

    Saleor notes a voucher over the whole order, or its shipping, with the order, and one for items with their lines.
    Two queries.
    """
    totals: dict[UUID, Decimal] = defaultdict(Decimal)
    of_orders = OrderDiscount.objects.filter(order_id__in=order_ids, type=DiscountType.VOUCHER).order_by()
    of_lines = OrderLineDiscount.objects.filter(line__order_id__in=order_ids, type=DiscountType.VOUCHER).order_by()
    for rows, order in ((of_orders, "order_id"), (of_lines, "line__order_id")):
        for order_id, amount in rows.values_list(order).annotate(amount=Sum("amount_value")):
            totals[order_id] += amount
    return dict(totals)
