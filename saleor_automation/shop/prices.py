"""What variants cost in a channel now: the price the storefront lists, promotions included."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from saleor.product.models import ProductVariantChannelListing


@dataclass(frozen=True, slots=True)
class Price:
    """amount is what a customer pays; undiscounted is None unless it is higher."""

    amount: Decimal
    undiscounted: Decimal | None


def current_prices(variant_ids: Collection[int], channel_ids: Collection[int]) -> dict[tuple[int, int], Price]:
    """Return prices by (variant, channel); a variant that has none in a channel is left out. One query."""
    rows = ProductVariantChannelListing.objects.filter(
        variant_id__in=variant_ids, channel_id__in=channel_ids, price_amount__isnull=False
    ).values_list("variant_id", "channel_id", "price_amount", "discounted_price_amount")
    return {(variant_id, channel_id): _price(full, discounted) for variant_id, channel_id, full, discounted in rows}


def _price(full: Decimal, discounted: Decimal | None) -> Price:
    if discounted is None or discounted >= full:
        return Price(full, None)
    return Price(discounted, full)
