"""The shop's assortment as our shelf remembers it: what is sold where, page by page, and how it is grouped."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models.fields.json import KeyTextTransform
from saleor.product.models import (
    Category,
    CollectionProduct,
    Product,
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.product.models import Collection as ProductCollection

from ..core.clock import utc_now
from .cards import brands_of
from .database import allow_writer
from .stock import units_left

SUCCESSOR = "successor"
"""Public metadata of a product: the slug of the product that took its place."""


@dataclass(frozen=True, slots=True)
class VariantFact:
    """A variant as it is priced in a channel; units is None when its stock is not counted."""

    variant_id: int
    price: Decimal
    units: int | None


@dataclass(frozen=True, slots=True)
class ShelfFact:
    """A product as one channel sells it now; price is the lowest of its variants, units of all of them together."""

    product_id: int
    channel_slug: str
    category_id: int | None
    brand: str
    successor: str
    currency: str
    price: Decimal | None
    units: int | None
    is_sold: bool
    listed_at: datetime
    variants: tuple[VariantFact, ...]


@allow_writer()
def product_page(after_id: int, limit: int) -> list[int]:
    """Return the next products behind after_id, by primary key. One query."""
    return list(Product.objects.filter(pk__gt=after_id).order_by("pk").values_list("pk", flat=True)[:limit])


@allow_writer()
def shelf_facts(product_ids: Collection[int], brand_attribute: str) -> list[ShelfFact]:
    """Return what the shop knows of these products in every channel that lists them. Six queries."""
    products = {row["pk"]: row for row in _products(product_ids)}
    listings = _listings(products)
    variants = _variants(products)
    channel_ids = {row["channel_id"] for row in listings}
    prices = _prices(variants, channel_ids)
    units = units_left(variants, channel_ids)
    brands = brands_of(products, brand_attribute)
    now = utc_now()
    priced: dict[tuple[int, int], list[VariantFact]] = defaultdict(list)
    for (variant_id, channel_id), price in sorted(prices.items()):
        product_id, is_counted = variants[variant_id]
        left = units.get((variant_id, channel_id), 0) if is_counted else None
        priced[product_id, channel_id].append(VariantFact(variant_id, price, left))
    return [
        _fact(products[row["product_id"]], row, priced[row["product_id"], row["channel_id"]], brands, now)
        for row in listings
    ]


def _fact(
    product: Mapping[str, Any],
    listing: Mapping[str, Any],
    variants: Iterable[VariantFact],
    brands: Mapping[int, str],
    now: datetime,
) -> ShelfFact:
    variants = tuple(variants)
    counted = [variant.units for variant in variants if variant.units is not None]
    since, published_at = listing["available_for_purchase_at"], listing["published_at"]
    is_open = listing["channel__is_active"] and listing["is_published"] and since is not None and since <= now
    return ShelfFact(
        product_id=product["pk"],
        channel_slug=listing["channel__slug"],
        category_id=product["category_id"],
        brand=brands.get(product["pk"], ""),
        successor=product["successor"] or "",
        currency=listing["channel__currency_code"],
        price=min((variant.price for variant in variants), default=None),
        units=sum(counted) if len(counted) == len(variants) else None,
        is_sold=bool(is_open and variants and (published_at is None or published_at <= now)),
        listed_at=published_at or product["created_at"],
        variants=variants,
    )


def _products(product_ids: Collection[int]) -> Iterable[dict[str, Any]]:
    rows = Product.objects.filter(pk__in=product_ids).order_by()
    return list(
        rows.annotate(successor=KeyTextTransform(SUCCESSOR, "metadata")).values(
            "pk", "category_id", "created_at", "successor"
        )
    )


def _listings(product_ids: Collection[int]) -> list[dict[str, Any]]:
    return list(
        ProductChannelListing.objects.filter(product_id__in=product_ids)
        .order_by("product_id", "channel_id")
        .values(
            *("product_id", "channel_id", "is_published", "published_at", "available_for_purchase_at"),
            *("channel__slug", "channel__currency_code", "channel__is_active"),
        )
    )


def _variants(product_ids: Collection[int]) -> dict[int, tuple[int, bool]]:
    rows = ProductVariant.objects.filter(product_id__in=product_ids).order_by()
    return {row[0]: (row[1], row[2]) for row in rows.values_list("pk", "product_id", "track_inventory")}


def _prices(variant_ids: Collection[int], channel_ids: Collection[int]) -> dict[tuple[int, int], Decimal]:
    rows = (
        ProductVariantChannelListing.objects.filter(
            variant_id__in=variant_ids, channel_id__in=channel_ids, price_amount__isnull=False
        )
        .order_by()
        .values_list("variant_id", "channel_id", "price_amount", "discounted_price_amount")
    )
    return {(row[0], row[1]): min(row[2], row[2] if row[3] is None else row[3]) for row in rows}


@allow_writer()
def category_families(category_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return each category with all below it; one that was deleted is left out. Two queries."""
    roots = list(Category.objects.filter(pk__in=category_ids).order_by().values_list("pk", "tree_id", "lft", "rght"))
    if not roots:
        return {}
    trees: dict[int, list[tuple[int, int]]] = defaultdict(list)
    members = Category.objects.filter(tree_id__in={root[1] for root in roots}).order_by()
    for pk, tree_id, left in members.values_list("pk", "tree_id", "lft"):
        trees[tree_id].append((left, pk))
    return {
        root: frozenset(pk for left, pk in trees[tree_id] if first <= left <= last)
        for root, tree_id, first, last in roots
    }


@allow_writer()
def category_paths(category_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return each category with those above it, itself first. Two queries."""
    wanted = list(Category.objects.filter(pk__in=category_ids).order_by().values_list("pk", "tree_id", "lft", "rght"))
    trees: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    members = Category.objects.filter(tree_id__in={row[1] for row in wanted}).order_by("-lft")
    for pk, tree_id, left, right in members.values_list("pk", "tree_id", "lft", "rght"):
        trees[tree_id].append((pk, left, right))
    return {
        pk: tuple(other for other, first, last in trees[tree_id] if first <= left and right <= last)
        for pk, tree_id, left, right in wanted
    }


@allow_writer()
def collection_members(collection_ids: Collection[int]) -> frozenset[int]:
    """Return the products of these collections. One query."""
    rows = CollectionProduct.objects.filter(collection_id__in=collection_ids).order_by()
    return frozenset(rows.values_list("product_id", flat=True))


@allow_writer()
def missing_groups(category_ids: Collection[int], collection_ids: Collection[int]) -> tuple[set[int], set[int]]:
    """Return those categories and collections that do not exist (any more). Two queries."""
    categories = Category.objects.filter(pk__in=category_ids).order_by()
    collections = ProductCollection.objects.filter(pk__in=collection_ids).order_by()
    return (
        set(category_ids) - set(categories.values_list("pk", flat=True)),
        set(collection_ids) - set(collections.values_list("pk", flat=True)),
    )


@allow_writer()
def missing_products(product_ids: Collection[int]) -> set[int]:
    """Return those products that do not exist (any more). One query."""
    rows = Product.objects.filter(pk__in=product_ids).order_by()
    return set(product_ids) - set(rows.values_list("pk", flat=True))
