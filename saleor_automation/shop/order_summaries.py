"""Orders as one line of a list shows them."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from saleor.order.models import Order

from .database import allow_writer


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """An order as it is now; status is Saleor's, such as "fulfilled", and total what it costs, gross."""

    number: str
    status: str
    total: Decimal
    currency: str


@allow_writer()
def order_summaries(order_ids: Collection[UUID]) -> dict[UUID, OrderSummary]:
    """Return those of these orders that are there. One query."""
    rows = Order.objects.filter(pk__in=order_ids).order_by()
    columns = rows.values_list("pk", "number", "status", "total_gross_amount", "currency")
    return {pk: OrderSummary(str(number), *rest) for pk, number, *rest in columns}
