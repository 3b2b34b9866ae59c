from collections import defaultdict

from .models import Stock


def available_quantities(variant_ids, channel_slug: str) -> dict[int, int]:
    """Return what the channel's warehouses still have to give, by variant."""
    stocks = Stock.objects.for_channel(channel_slug).filter(product_variant_id__in=variant_ids)
    available = defaultdict(int)
    for stock in stocks:
        available[stock.product_variant_id] += max(0, stock.quantity - stock.quantity_allocated)
    return available
