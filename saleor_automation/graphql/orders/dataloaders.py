from collections.abc import Iterable
from uuid import UUID

from ...events.models import Purchase
from ...shop.order_summaries import OrderSummary, order_summaries
from ..nested import NestedCountLoader, NestedRowsLoader
from ..toolkit import DataLoader


class OrdersByContactLoader(NestedRowsLoader):
    context_key = "automation_orders_by_contact"
    model = Purchase
    parent_column = "contact_id"
    time_column = "placed_at"


class OrderCountByContactLoader(NestedCountLoader):
    context_key = "automation_order_count_by_contact"
    model = Purchase
    parent_column = "contact_id"


class SummaryByOrderLoader(DataLoader):
    """The shop's own order, as it is now; none if it was deleted."""

    context_key = "automation_summary_by_order"

    def batch_load(self, keys: Iterable[UUID]) -> list[OrderSummary | None]:
        keys = list(keys)
        summaries = order_summaries(keys)
        return [summaries.get(key) for key in keys]
