"""A made-up customer who bought, looked around and filled a cart; only for as long as a page is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from saleor.channel.models import Channel
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.order import OrderChargeStatus, OrderOrigin
from saleor.order.models import Order, OrderLine
from saleor.product.models import Product, ProductVariantChannelListing

from saleor_automation.models import (
    Cart,
    Contact,
    ContactProduct,
    ProductNeighbours,
    ProductSales,
    RecommendationGeneration,
    ShelfItem,
)
from saleor_automation.product_lists.looking import look_at
from saleor_automation.shop.configuration import ShopConfiguration

DAY = timedelta(days=1)
MOST_PRODUCTS = 60


class NothingForSale(Exception):
    """The shop has no product that could be shown."""


@dataclass(frozen=True)
class Sample:
    """What the sources of one page look at; products are for sale, in the order in which they sell."""

    channel: Channel
    contact: Contact
    products: tuple[int, ...]
    categories: tuple[int, ...]
    brands: tuple[str, ...]
    order_id: UUID
    checkout_id: UUID


def make_sample(configuration: ShopConfiguration, now: datetime) -> Sample:
    """Write the rows of a sample; to be called in a transaction that is rolled back.

    Raises NothingForSale for a shop without products in stock.
    """
    look_at(
        list(Product.objects.order_by("pk").values_list("pk", flat=True)[:MOST_PRODUCTS]),
        configuration,
        now,
        is_first_round=True,
    )
    channel = Channel.objects.filter(is_active=True).order_by("pk").first()
    slug = channel.slug if channel else ""
    shelf = [
        row
        for row in ShelfItem.objects.filter(channel_slug=slug, is_sold=True).order_by("product_id")
        if row.units is None or row.units > 0
    ]
    if channel is None or not shelf:
        raise NothingForSale("There is no product for sale; run `manage.py populate_world`.")
    ShelfItem.objects.filter(channel_slug=slug).update(listed_at=now - DAY, returned_at=now - DAY)
    products = tuple(row.product_id for row in shelf)
    _sell(slug, products, now)
    contact = Contact.objects.create(
        email="sample@blocks.example", channel_slug=slug, language_code="en", created_at=now, updated_at=now
    )
    for number, product_id in enumerate(products[:12]):
        ContactProduct.objects.create(
            contact=contact,
            product_id=product_id,
            views_count=1 + number % 3,
            last_viewed_at=now - number * DAY,
            bought_quantity=number % 2,
            last_bought_at=now - 20 * DAY if number % 2 else None,
        )
    _learn(products, now)
    return Sample(
        channel=channel,
        contact=contact,
        products=products,
        categories=tuple(dict.fromkeys(row.category_id for row in shelf if row.category_id)),
        brands=tuple(dict.fromkeys(row.brand for row in shelf if row.brand)),
        order_id=_order(channel, contact, products[:3], now),
        checkout_id=_checkout(channel, contact, products[3:6] or products[:1], now),
    )


def _sell(channel_slug: str, products: tuple[int, ...], now: datetime) -> None:
    ProductSales.objects.filter(channel_slug=channel_slug).delete()
    ProductSales.objects.bulk_create(
        ProductSales(
            channel_slug=channel_slug,
            day=(now - DAY).date(),
            product_id=product_id,
            units=len(products) - place,
            revenue_amount=Decimal(10),
        )
        for place, product_id in enumerate(products)
    )


def _learn(products: tuple[int, ...], now: datetime) -> None:
    """Stand in for a training: the first product goes with the four behind it."""
    generation = RecommendationGeneration.objects.create(trained_at=now, method="sample")
    others = list(products[1:5])
    ProductNeighbours.objects.create(
        generation=generation,
        kind="together",
        product_id=products[0],
        neighbour_ids=others,
        scores=[float(len(others) - place) for place in range(len(others))],
        counts=[9 - place for place in range(len(others))],
    )


def _order(channel: Channel, contact: Contact, products: tuple[int, ...], now: datetime) -> UUID:
    lines = _priced(channel, products)
    total = sum((price for _, price in lines), Decimal(0))
    order = Order.objects.create(
        channel=channel,
        currency=channel.currency_code,
        user_email=contact.email,
        created_at=now - DAY,
        lines_count=len(lines),
        total_net_amount=total,
        total_gross_amount=total,
        total_charged_amount=total,
        charge_status=OrderChargeStatus.FULL,
        origin=OrderOrigin.CHECKOUT,
    )
    for variant_id, price in lines:
        OrderLine.objects.create(
            order=order,
            variant_id=variant_id,
            product_name="",
            is_shipping_required=False,
            is_gift_card=False,
            quantity=1,
            currency=channel.currency_code,
            unit_price_net_amount=price,
            unit_price_gross_amount=price,
            total_price_net_amount=price,
            total_price_gross_amount=price,
        )
    return order.pk


def _checkout(channel: Channel, contact: Contact, products: tuple[int, ...], now: datetime) -> UUID:
    checkout = Checkout.objects.create(channel=channel, currency=channel.currency_code, email=contact.email)
    for variant_id, _ in _priced(channel, products):
        CheckoutLine.objects.create(
            checkout=checkout, variant_id=variant_id, quantity=1, currency=channel.currency_code
        )
    Cart.objects.create(checkout_id=checkout.pk, email=contact.email, changed_at=now)
    return checkout.pk


def _priced(channel: Channel, products: tuple[int, ...]) -> list[tuple[int, Decimal]]:
    """Return one variant of each product with its price."""
    rows = ProductVariantChannelListing.objects.filter(
        channel=channel, variant__product_id__in=products, price_amount__isnull=False
    ).order_by("variant__product_id", "variant_id")
    found = {row[0]: (row[1], row[2]) for row in rows.values_list("variant__product_id", "variant_id", "price_amount")}
    return list(found.values())
