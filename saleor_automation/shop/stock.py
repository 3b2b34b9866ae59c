"""How many pieces are left to sell."""

from collections.abc import Collection

from django.db.models import F, Sum
from saleor.warehouse.models import Stock


def units_left(variant_ids: Collection[int], channel_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Return pieces that are neither sold nor promised, by (variant, channel), over the channel's warehouses.

    A variant without stock there is left out. Reservations of checkouts do not count. One query.
    """
    rows = (
        Stock.objects.filter(
            product_variant_id__in=variant_ids, warehouse__channelwarehouse__channel_id__in=channel_ids
        )
        .order_by()
        .values_list("product_variant_id", "warehouse__channelwarehouse__channel_id")
        .annotate(units=Sum(F("quantity") - F("quantity_allocated")))
    )
    return {(variant_id, channel_id): max(units, 0) for variant_id, channel_id, units in rows}
