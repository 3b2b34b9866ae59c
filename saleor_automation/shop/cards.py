"""Product cards for mails, many at once: the number of queries does not grow with the number of cards."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor.attribute.models import AssignedProductAttributeValue
from saleor.channel.models import Channel
from saleor.product.models import Product, ProductChannelListing, ProductVariant

from ..core.clock import utc_now
from ..core.settled import memory_of
from .configuration import ShopConfiguration
from .facts import ProductCard
from .images import variant_images
from .prices import Price, current_prices
from .stock import units_left
from .translations import product_names, variant_names
from .urls import product_url

MOST_SETTLED = 20_000
"""Cards a simulation keeps, about 20 MB; beyond that it forgets all of them and reads anew."""


@dataclass(frozen=True, slots=True)
class CardRequest:
    """A card somebody wants: one variant, as it is sold in a channel, in a language."""

    variant_id: int
    channel_id: int
    language_code: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A card, and whether its product is published in the channel."""

    card: ProductCard
    is_published: bool


def make_offers(wanted: Collection[CardRequest], configuration: ShopConfiguration) -> dict[CardRequest, Offer]:
    """Return a card for every variant that exists, sold now or not. Eleven queries.

    A card that is not priced has the price 0 and is not available. A simulation reads each one once.
    """
    known = memory_of(make_offers)
    if known is None:
        return _read_offers(wanted, configuration)
    if len(known) > MOST_SETTLED:
        known.clear()
    if missing := {request for request in wanted if request not in known}:
        found = _read_offers(missing, configuration)
        known.update({request: found.get(request) for request in missing})
    return {request: offer for request in wanted if (offer := known[request]) is not None}


def _read_offers(wanted: Collection[CardRequest], configuration: ShopConfiguration) -> dict[CardRequest, Offer]:
    shelf = _Shelf.read(wanted, configuration.brand_attribute)
    return {request: shelf.offer(request, configuration) for request in wanted if request.variant_id in shelf.variants}


@dataclass(frozen=True)
class _Shelf:
    """The rows behind a batch of cards, by primary key."""

    channels: Mapping[int, dict[str, Any]]
    variants: Mapping[int, dict[str, Any]]
    products: Mapping[int, dict[str, Any]]
    listings: Mapping[tuple[int, int], dict[str, Any]]
    prices: Mapping[tuple[int, int], Price]
    units: Mapping[tuple[int, int], int]
    product_names: Mapping[tuple[int, str], str]
    variant_names: Mapping[tuple[int, str], str]
    images: Mapping[int, str]
    brands: Mapping[int, str]
    read_at: datetime

    @classmethod
    def read(cls, wanted: Collection[CardRequest], brand_attribute: str) -> "_Shelf":
        variant_ids = {request.variant_id for request in wanted}
        channel_ids = {request.channel_id for request in wanted}
        languages = {request.language_code for request in wanted}
        variants = _by_id(
            ProductVariant.objects.filter(pk__in=variant_ids)
            .order_by()
            .values("pk", "product_id", "name", "track_inventory")
        )
        product_ids = {variant["product_id"] for variant in variants.values()}
        return cls(
            channels=_by_id(
                Channel.objects.filter(pk__in=channel_ids).order_by().values("pk", "slug", "currency_code", "is_active")
            ),
            variants=variants,
            products=_by_id(
                Product.objects.filter(pk__in=product_ids)
                .order_by()
                .values("pk", "name", "slug", "rating", "category_id")
            ),
            listings=_listings(product_ids, channel_ids),
            prices=current_prices(variant_ids, channel_ids),
            units=units_left(variant_ids, channel_ids),
            product_names=product_names(product_ids, languages),
            variant_names=variant_names(variant_ids, languages),
            images=variant_images({pk: variant["product_id"] for pk, variant in variants.items()}),
            brands=brands_of(product_ids, brand_attribute),
            # The catalogue is as it is now even in a simulation of last year: the shop has no other.
            read_at=utc_now(),
        )

    def offer(self, request: CardRequest, configuration: ShopConfiguration) -> Offer:
        variant = self.variants[request.variant_id]
        product = self.products[variant["product_id"]]
        channel = self.channels[request.channel_id]
        price = self.prices.get((request.variant_id, request.channel_id))
        units = self._units(request) if variant["track_inventory"] else None
        is_published = channel["is_active"] and self._is_published(product["pk"], request.channel_id)
        is_sold = is_published and self._is_for_sale(product["pk"], request.channel_id)
        card = ProductCard(
            product_id=product["pk"],
            variant_id=request.variant_id,
            name=self.product_names.get((product["pk"], request.language_code)) or product["name"],
            variant_name=self.variant_names.get((request.variant_id, request.language_code)) or variant["name"],
            url=product_url(
                configuration,
                channel_slug=channel["slug"],
                language_code=request.language_code,
                slug=product["slug"],
                product_id=product["pk"],
                variant_id=request.variant_id,
            ),
            image_url=self.images.get(request.variant_id),
            price=price.amount if price else Decimal(0),
            undiscounted_price=price.undiscounted if price else None,
            currency=channel["currency_code"],
            rating=product["rating"],
            units_left=units,
            is_available=is_sold and price is not None and units != 0,
            category_id=product["category_id"],
            brand=self.brands.get(product["pk"], ""),
        )
        return Offer(card, is_published=is_published)

    def _units(self, request: CardRequest) -> int:
        return self.units.get((request.variant_id, request.channel_id), 0)

    def _is_published(self, product_id: int, channel_id: int) -> bool:
        listing = self.listings.get((product_id, channel_id))
        if listing is None or not listing["is_published"]:
            return False
        return listing["published_at"] is None or bool(listing["published_at"] <= self.read_at)

    def _is_for_sale(self, product_id: int, channel_id: int) -> bool:
        since = self.listings[product_id, channel_id]["available_for_purchase_at"]
        return since is not None and bool(since <= self.read_at)


def _by_id(rows: Iterable[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {row["pk"]: row for row in rows}


def _listings(product_ids: Collection[int], channel_ids: Collection[int]) -> dict[tuple[int, int], dict[str, Any]]:
    rows = (
        ProductChannelListing.objects.filter(product_id__in=product_ids, channel_id__in=channel_ids)
        .order_by()
        .values("product_id", "channel_id", "is_published", "published_at", "available_for_purchase_at")
    )
    return {(row["product_id"], row["channel_id"]): row for row in rows}


def brands_of(product_ids: Collection[int], attribute_slug: str) -> dict[int, str]:
    """Return the first value of the brand attribute of each product that has one."""
    rows: Sequence[tuple[int, str]] = (
        AssignedProductAttributeValue.objects.filter(product_id__in=product_ids, value__attribute__slug=attribute_slug)
        .order_by("-sort_order", "-pk")
        .values_list("product_id", "value__name")
    )
    return dict(rows)
