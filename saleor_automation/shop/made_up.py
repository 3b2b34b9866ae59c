"""A made-up shop for stories that recipes tell of themselves: one channel, a few products, orders nobody placed.

It is written into shadows (see past.py), so that the real shop neither sees nor loses anything.
"""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from saleor.channel.models import Channel
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine
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
from .database import allow_writer
from .past import shadowed_tables

CHANNEL = "main"
PRICE = Decimal("10.00")
PLAIN = 10
"""Products up to this number lie in category 1; those above it lie in category 2 and are in collection 1."""


def made_up_tables() -> list[str]:
    """Return the tables of the shop that have to be shadowed for a made-up one."""
    goods = (Product, ProductChannelListing, ProductVariant, ProductVariantChannelListing)
    models = (Channel, *goods, Category, ProductCollection, CollectionProduct, Order, OrderLine)
    return [*shadowed_tables(), *(model._meta.db_table for model in models)]


@allow_writer()
def make_up_shop(numbers: Collection[int], currency: str, opened_at: datetime) -> None:
    """Open a channel and sell these products in it, each with one variant of the same number, always in stock."""
    ids = sorted(numbers)
    # What is not published yet, by the clock on the wall, is not sold.
    opened_at = min(opened_at, utc_now())
    Category.objects.bulk_create(
        Category(pk=pk, name=f"Category {pk}", slug=f"category-{pk}", tree_id=pk, level=0, lft=1, rght=2)
        for pk in (1, 2)
    )
    ProductCollection.objects.bulk_create([ProductCollection(pk=1, name="Collection 1", slug="collection-1")])
    CollectionProduct.objects.bulk_create(
        CollectionProduct(pk=pk, collection_id=1, product_id=pk) for pk in ids if pk > PLAIN
    )
    Channel.objects.bulk_create([Channel(pk=1, name="Main", slug=CHANNEL, currency_code=currency, is_active=True)])
    Product.objects.bulk_create(
        Product(
            pk=pk,
            name=f"Product {pk}",
            slug=f"product-{pk}",
            product_type_id=1,
            category_id=2 if pk > PLAIN else 1,
            created_at=opened_at,
        )
        for pk in ids
    )
    ProductVariant.objects.bulk_create(
        ProductVariant(pk=pk, product_id=pk, name="", sku=f"P{pk}", track_inventory=False) for pk in ids
    )
    ProductChannelListing.objects.bulk_create(
        ProductChannelListing(
            pk=pk,
            product_id=pk,
            channel_id=1,
            currency=currency,
            is_published=True,
            published_at=opened_at,
            visible_in_listings=True,
            available_for_purchase_at=opened_at,
        )
        for pk in ids
    )
    ProductVariantChannelListing.objects.bulk_create(
        ProductVariantChannelListing(pk=pk, variant_id=pk, channel_id=1, currency=currency, price_amount=PRICE)
        for pk in ids
    )


@allow_writer()
def place_order(order_id: UUID, number: int, email: str, currency: str, gross: Decimal, at: datetime) -> None:
    """Put an order into the shadows."""
    Order.objects.bulk_create(
        [
            Order(
                id=order_id,
                number=number,
                created_at=at,
                user_email=email,
                channel_id=1,
                currency=currency,
                status=OrderStatus.UNFULFILLED,
                total_net_amount=gross,
                total_gross_amount=gross,
                language_code="en",
            )
        ]
    )


_STATUS = {"order_fulfilled": OrderStatus.FULFILLED, "order_cancelled": OrderStatus.CANCELED}


@allow_writer()
def turn_order(order_id: UUID, turn: str) -> None:
    """Let an order be fulfilled or cancelled; other turns leave its status as it is."""
    if turn in _STATUS:
        Order.objects.filter(pk=order_id).update(status=_STATUS[turn])
