"""A small shop to read from: rows as Saleor writes them, in the sandbox and in a real Saleor alike."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

from saleor.account.models import Address, User
from saleor.attribute.models import AssignedProductAttributeValue, Attribute, AttributeValue
from saleor.channel.models import Channel
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.order import OrderChargeStatus, OrderOrigin, OrderStatus
from saleor.order.models import Order, OrderLine
from saleor.product.models import (
    Product,
    ProductChannelListing,
    ProductMedia,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.warehouse.models import Stock, Warehouse

from saleor_automation.shop.configuration import configuration_from

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
_number = count(1)


def configuration(**settings):
    defaults = {"storefront_url": "https://shop.example", "shop_name": "Shop"}
    return configuration_from(defaults | settings, is_active=True)


def channel(slug="main", currency="USD", **fields):
    defaults = {"name": slug, "default_country": "US", "is_active": True}
    return Channel.objects.create(slug=slug, currency_code=currency, **(defaults | fields))


def address(**fields):
    defaults = {
        "first_name": "Ada",
        "last_name": "Lovelace",
        "street_address_1": "1 Main Street",
        "city": "Boston",
        "postal_code": "02101",
        "country": "US",
        "country_area": "MA",
    }
    return Address.objects.create(**(defaults | fields))


def user(email="ada@example.com", **fields):
    created = User.objects.create(email=email, is_active=True, **fields)
    return User.objects.get(pk=created.pk)


def product(channel, name="Mug", price="20", *, stock=10, discounted=None, variants=1, **fields):
    """Create a product that is published and for sale in the channel, with variants of the same price."""
    slug = f"{name.lower()}-{next(_number)}"
    kind, _ = ProductType.objects.get_or_create(name="Goods", slug="goods", kind="normal")
    made = Product.objects.create(name=name, slug=slug, product_type=kind, **fields)
    for number in range(variants):
        variant = ProductVariant.objects.create(product=made, name=f"Size {number + 1}", sku=f"{slug}-{number}")
        put_in_stock(variant, channel, stock)
    list_in(made, channel, price, discounted=discounted)
    return made


def list_in(product, channel, price, *, discounted=None):
    """Publish a product and price all its variants in a channel."""
    ProductChannelListing.objects.create(
        product=product,
        channel=channel,
        currency=channel.currency_code,
        is_published=True,
        published_at=NOON - timedelta(days=365),
        available_for_purchase_at=NOON - timedelta(days=365),
        discounted_price_amount=Decimal(discounted or price),
        visible_in_listings=True,
    )
    for variant in product.variants.all():
        ProductVariantChannelListing.objects.create(
            variant=variant,
            channel=channel,
            currency=channel.currency_code,
            price_amount=Decimal(price),
            discounted_price_amount=Decimal(discounted or price),
        )


def put_in_stock(variant, channel, quantity, *, allocated=0):
    """Put pieces of a variant into the channel's own warehouse."""
    slug = f"warehouse-{channel.slug}"
    warehouse = Warehouse.objects.filter(slug=slug).first()
    if warehouse is None:
        warehouse = Warehouse.objects.create(name=slug, slug=slug, address=address())
        warehouse.channels.add(channel)
    return Stock.objects.create(
        warehouse=warehouse, product_variant=variant, quantity=quantity, quantity_allocated=allocated
    )


def picture(product, variant=None, file="products/mug.png"):
    media = ProductMedia.objects.create(product=product, image=file, type="IMAGE")
    if variant is not None:
        variant.media.add(media)
    return media


def brand(product, name="Acme", slug="brand"):
    attribute, _ = Attribute.objects.get_or_create(
        slug=slug, defaults={"name": slug, "type": "product-type", "input_type": "dropdown"}
    )
    value = AttributeValue.objects.create(attribute=attribute, name=name, slug=name.lower())
    AssignedProductAttributeValue.objects.create(product=product, value=value)


def order(channel, lines=(), *, created_at=NOON, **fields):
    """Create an order of (variant, quantity, price of one) lines, unpaid unless fields say otherwise."""
    total = sum((quantity * Decimal(price) for _, quantity, price in lines), Decimal(0))
    defaults = {
        "currency": channel.currency_code,
        "status": OrderStatus.UNFULFILLED,
        "charge_status": OrderChargeStatus.NONE,
        "origin": OrderOrigin.CHECKOUT,
        "user_email": "ada@example.com",
        "total_gross_amount": total,
        "total_net_amount": total,
        "lines_count": len(lines),
        "created_at": created_at,
    }
    made = Order.objects.create(channel=channel, **(defaults | fields))
    for variant, quantity, price in lines:
        amount = Decimal(price)
        OrderLine.objects.create(
            order=made,
            variant=variant,
            product_name=variant.product.name,
            is_shipping_required=True,
            is_gift_card=False,
            quantity=quantity,
            currency=channel.currency_code,
            unit_price_net_amount=amount,
            unit_price_gross_amount=amount,
            total_price_net_amount=quantity * amount,
            total_price_gross_amount=quantity * amount,
        )
    Order.objects.filter(pk=made.pk).update(updated_at=created_at)
    return made


def checkout(channel, lines=(), *, changed_at=NOON, **fields):
    """Create a checkout of (variant, quantity) lines whose stored totals nobody has asked for yet."""
    defaults = {"currency": channel.currency_code, "email": "ada@example.com", "country": "US"}
    made = Checkout.objects.create(channel=channel, **(defaults | fields))
    for variant, quantity in lines:
        add_line(made, variant, quantity)
    Checkout.objects.filter(pk=made.pk).update(last_change=changed_at, created_at=changed_at)
    return made


def add_line(checkout, variant, quantity=1, **fields):
    return CheckoutLine.objects.create(
        checkout=checkout,
        variant=variant,
        quantity=quantity,
        currency=checkout.currency,
        undiscounted_unit_price_amount=0,
        total_price_net_amount=0,
        total_price_gross_amount=0,
        **fields,
    )
