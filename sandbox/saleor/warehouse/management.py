"""Stock is first promised to order lines (allocated), then leaves the warehouse (decreased)."""

from collections import defaultdict

from django.db.models import F

from ..core.exceptions import InsufficientStock
from .models import Allocation, Stock


def allocate_stocks(order_lines, channel_slug: str) -> None:
    """Promise stock of the channel to the lines, from the fullest warehouse on.

    Locks the stocks, in the order of their keys. Raises InsufficientStock naming every variant that is short.
    """
    tracked = [line for line in order_lines if line.variant and line.variant.track_inventory]
    stocks_by_variant = defaultdict(list)
    stocks = Stock.objects.for_channel(channel_slug).filter(
        product_variant_id__in=[line.variant_id for line in tracked]
    )
    for stock in stocks.select_for_update(of=["self"]).order_by("pk"):
        stocks_by_variant[stock.product_variant_id].append(stock)

    allocations, short = [], []
    for line in tracked:
        wanted = line.quantity
        candidates = stocks_by_variant[line.variant_id]
        for stock in sorted(candidates, key=lambda item: item.quantity_allocated - item.quantity):
            taken = min(wanted, max(0, stock.quantity - stock.quantity_allocated))
            if taken:
                stock.quantity_allocated += taken
                wanted -= taken
                allocations.append(Allocation(order_line=line, stock=stock, quantity_allocated=taken))
        if wanted:
            short.append(line.variant)
    if short:
        raise InsufficientStock(short)
    Allocation.objects.bulk_create(allocations)
    touched = {allocation.stock for allocation in allocations}
    Stock.objects.bulk_update(touched, ["quantity_allocated"])


def deallocate_stock_for_order(order) -> None:
    """Take back what was promised to an order's unfulfilled pieces."""
    for allocation in Allocation.objects.filter(order_line__order=order, quantity_allocated__gt=0):
        Stock.objects.filter(pk=allocation.stock_id).update(
            quantity_allocated=F("quantity_allocated") - allocation.quantity_allocated
        )
    Allocation.objects.filter(order_line__order=order).delete()


def decrease_stock(order_line, quantity: int, warehouse_pk) -> Stock:
    """Let pieces of a line leave a warehouse; what was promised to it is no longer owed.

    Raises InsufficientStock if the warehouse has fewer.
    """
    stock = (
        Stock.objects.select_for_update()
        .filter(warehouse_id=warehouse_pk, product_variant_id=order_line.variant_id)
        .first()
    )
    if not stock or stock.quantity < quantity:
        raise InsufficientStock([order_line.variant])
    stock.quantity -= quantity
    allocation = Allocation.objects.filter(order_line=order_line, stock=stock).first()
    if allocation:
        freed = min(allocation.quantity_allocated, quantity)
        allocation.quantity_allocated -= freed
        allocation.save(update_fields=["quantity_allocated"])
        stock.quantity_allocated -= freed
    stock.save(update_fields=["quantity", "quantity_allocated"])
    return stock
