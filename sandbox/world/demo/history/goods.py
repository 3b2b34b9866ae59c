"""The products of a purchase history: one for each SKU, at the price it was last sold for."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.text import slugify
from saleor.account.models import Address
from saleor.channel.models import Channel
from saleor.product import ProductMediaTypes
from saleor.product.models import (
    Category,
    Product,
    ProductChannelListing,
    ProductMedia,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.warehouse.models import ChannelWarehouse, Stock, Warehouse

from world.catalogue.drawing import draw_product
from world.catalogue.foundation import OPENED_AT

CHANNEL, CURRENCY = "uk", "GBP"
STOCK = 10_000
# A history has no pictures, so its goods share a few parcels in different colours.
PARCEL = ["box light 12,34 88,92 3", "box main 6,22 94,42 3", "box dark 44,22 56,92 0", "arc 4 dark 30,4 50,24 90 360"]
COLOURS = ("#8c4a3c", "#3f6f8f", "#6d7f4a", "#b0843a", "#7a5a86", "#4d4d57")


@dataclass(frozen=True)
class Article:
    sku: str
    name: str
    price: Decimal


def create_channel() -> Channel:
    """Create the channel the history was sold in, and a warehouse for it."""
    channel = Channel.objects.create(
        slug=CHANNEL,
        name="United Kingdom",
        currency_code=CURRENCY,
        default_country="GB",
        is_active=True,
        allow_unpaid_orders=True,
    )
    address = Address.objects.create(
        street_address_1="1 Quay Street", city="Bristol", postal_code="BS1 4RW", country="GB"
    )
    warehouse = Warehouse.objects.create(slug=CHANNEL, name="Bristol", address=address, is_private=False)
    ChannelWarehouse.objects.create(channel=channel, warehouse=warehouse)
    return channel


def create_products(channel: Channel, names: Mapping[str, str]) -> int:
    """Create a product with one variant for each SKU and return how many."""
    articles = list(_articles(names))
    kind = ProductType.objects.get(slug="goods")
    category, _ = Category.objects.get_or_create(slug="gifts", defaults={"name": "Gifts"})
    products = Product.objects.bulk_create(
        Product(name=a.name, slug=_slug(a), product_type=kind, category=category) for a in articles
    )
    variants = ProductVariant.objects.bulk_create(
        ProductVariant(product=product, sku=article.sku, sort_order=0)
        for product, article in zip(products, articles, strict=True)
    )
    for product, variant in zip(products, variants, strict=True):
        product.default_variant = variant
    Product.objects.bulk_update(products, ["default_variant"], batch_size=1000)
    _offer(channel, articles, products, variants)
    pictures = list(_pictures())
    ProductMedia.objects.bulk_create(
        ProductMedia(
            product=product, image=pictures[index % len(pictures)], alt=product.name, type=ProductMediaTypes.IMAGE
        )
        for index, product in enumerate(products)
    )
    return len(products)


def _articles(names: Mapping[str, str]) -> Iterator[Article]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT ON (sku) sku, price FROM history_line ORDER BY sku, placed_at DESC, price")
        for sku, price in cursor.fetchall():
            name = names.get(sku)
            yield Article(sku, string.capwords(name) if name else f"Article {sku}", price)


def _slug(article: Article) -> str:
    return slugify(f"{article.name}-{article.sku}")


def _offer(channel: Channel, articles: list[Article], products: list[Product], variants: list[ProductVariant]) -> None:
    warehouse = Warehouse.objects.get(slug=CHANNEL)
    ProductChannelListing.objects.bulk_create(
        ProductChannelListing(
            product=product,
            channel=channel,
            currency=CURRENCY,
            discounted_price_amount=article.price,
            is_published=True,
            published_at=OPENED_AT,
            visible_in_listings=True,
            available_for_purchase_at=OPENED_AT,
        )
        for product, article in zip(products, articles, strict=True)
    )
    ProductVariantChannelListing.objects.bulk_create(
        ProductVariantChannelListing(
            variant=variant,
            channel=channel,
            currency=CURRENCY,
            price_amount=article.price,
            discounted_price_amount=article.price,
        )
        for variant, article in zip(variants, articles, strict=True)
    )
    Stock.objects.bulk_create(Stock(product_variant=v, warehouse=warehouse, quantity=STOCK) for v in variants)


def _pictures() -> Iterator[str]:
    for number, colour in enumerate(COLOURS, start=1):
        name = f"products/gift-{number}.jpg"
        path = Path(settings.MEDIA_ROOT) / name
        if not path.exists():
            draw_product("Gift", colour, PARCEL, path)
        yield name
