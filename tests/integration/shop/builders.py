"""What the tests of the narrow door need beyond tests/shop: special cases of the catalogue, lines at any price."""

from datetime import UTC, datetime
from decimal import Decimal

from saleor.attribute.models import AssignedProductAttributeValue
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.order import OrderChargeStatus
from saleor.order.models import Order, OrderLine
from saleor.product.models import Product, ProductMedia, ProductVariant
from saleor.warehouse.models import Stock

from saleor_automation.shop.configuration import configuration_from
from tests.shop.factories import (
    list_product,
    make_address,
    make_brand,
    make_channel,
    make_customer,
    make_product_type,
    make_warehouse,
)
from tests.shop.sales import make_checkout, make_order

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def configuration(**settings):
    defaults = {"storefront_url": "https://shop.example", "shop_name": "Shop"}
    return configuration_from(defaults | settings, is_active=True)


def channel(slug="main", currency="USD"):
    return make_channel(slug, currency)


def address(**columns):
    defaults = {"first_name": "Ada", "last_name": "Lovelace", "city": "Boston", "postal_code": "02101"}
    return make_address(**defaults | {"country": "US", "country_area": "MA"} | columns)


def user(email="ada@example.com", **columns):
    return make_customer(email, **columns)


def product(channel, name="Mug", price="20", *, stock=10, discounted=None, variants=1, **columns):
    """Make a product for sale in the channel, whose variants "Size 1", "Size 2"... have the same price and stock."""
    kind = make_product_type()
    made = Product.objects.create(name=name, slug=f"{kind.slug}-mug", product_type=kind, **columns)
    warehouse = make_warehouse([channel])
    for number in range(1, variants + 1):
        variant = ProductVariant.objects.create(product=made, name=f"Size {number}", sku=f"{kind.slug}-{number}")
        Stock.objects.create(warehouse=warehouse, product_variant=variant, quantity=stock)
    list_product(made, channel, price, discounted)
    return made


def put_in_stock(variant, channel, quantity):
    """Put pieces of a variant into a further warehouse, one of this channel."""
    Stock.objects.create(warehouse=make_warehouse([channel]), product_variant=variant, quantity=quantity)


def picture(product, variant=None, file="products/mug.png"):
    media = ProductMedia.objects.create(product=product, image=file, type="IMAGE")
    if variant is not None:
        variant.media.add(media)
    return media


def brand(product, name="Acme", slug="brand"):
    AssignedProductAttributeValue.objects.create(product=product, value=make_brand(name, slug))


def order(channel, lines=(), *, created_at=NOON, user_email="ada@example.com", **columns):
    """Make an unpaid order of (variant, quantity, price of one) lines; columns overrule any column of its row."""
    total = sum((quantity * Decimal(price) for _, quantity, price in lines), Decimal(0))
    defaults = {
        "user_email": user_email,
        "charge_status": OrderChargeStatus.NONE,
        "total_charged_amount": Decimal(0),
        "total_gross_amount": total,
        "total_net_amount": total,
        "updated_at": created_at,
    }
    made = make_order(channel, [], created_at=created_at)
    for variant, quantity, price in lines:
        OrderLine.objects.create(
            order=made,
            variant=variant,
            product_name=variant.product.name,
            is_shipping_required=False,
            is_gift_card=False,
            quantity=quantity,
            currency=channel.currency_code,
            unit_price_net_amount=price,
            unit_price_gross_amount=price,
            total_price_net_amount=quantity * Decimal(price),
            total_price_gross_amount=quantity * Decimal(price),
        )
    Order.objects.filter(pk=made.pk).update(**defaults | columns)
    return Order.objects.get(pk=made.pk)


def checkout(channel, lines=(), *, changed_at=NOON, email="ada@example.com", **columns):
    """Make a checkout of (variant, quantity) lines; email=None leaves the address to the user's account."""
    made = make_checkout(channel, lines, changed_at=changed_at, **columns)
    Checkout.objects.filter(pk=made.pk).update(email=email)
    return Checkout.objects.get(pk=made.pk)


def add_line(checkout, variant, quantity=1, **columns):
    return CheckoutLine.objects.create(
        checkout=checkout, variant=variant, quantity=quantity, currency=checkout.currency, **columns
    )
