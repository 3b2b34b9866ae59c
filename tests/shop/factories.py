"""Rows of the shop: each function gives a complete, valid row; say only what the test is about.

A channel sells without asking for payment and nothing needs shipping, so that few calls complete a checkout.
"""

import itertools
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import graphene
from django.contrib.sites.models import Site
from saleor.account.models import Address, Group, User
from saleor.app.models import App, AppToken
from saleor.attribute import AttributeInputType, AttributeType
from saleor.attribute.models import (
    AssignedProductAttributeValue,
    Attribute,
    AttributeProduct,
    AttributeValue,
)
from saleor.channel.models import Channel
from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import Voucher, VoucherChannelListing, VoucherCode
from saleor.permission.models import Permission
from saleor.product import ProductTypeKind
from saleor.product.models import (
    Category,
    Collection,
    CollectionChannelListing,
    Product,
    ProductChannelListing,
    ProductMedia,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.site.models import SiteSettings
from saleor.warehouse.models import Stock, Warehouse

from .host import make_registrable, make_sellable

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "password"

_numbers = itertools.count(1)


def _next() -> int:
    """Return a number that no row of this run has used: for slugs, SKUs and addresses."""
    return next(_numbers)


def make_site() -> SiteSettings:
    make_registrable()
    settings, _ = SiteSettings.objects.get_or_create(site=Site.objects.get_current())
    return settings


def make_address(**columns: Any) -> Address:
    defaults = {
        "first_name": "Anna",
        "last_name": "Rossi",
        "street_address_1": "Wall Street 1",
        "city": "New York",
        "postal_code": "10118",
        "country_area": "NY",
        "country": "US",
    }
    return Address.objects.create(**defaults | columns)


def make_channel(slug: str = "main", currency: str = "USD", country: str = "US", **columns: Any) -> Channel:
    make_site()
    defaults = {"name": slug, "is_active": True, "allow_unpaid_orders": True}
    channel = Channel.objects.create(slug=slug, currency_code=currency, default_country=country, **defaults | columns)
    make_sellable(channel)
    return channel


def make_customer(email: str | None = None, **columns: Any) -> User:
    defaults = {"first_name": "Anna", "last_name": "Rossi", "is_confirmed": True}
    user = User(email=email or f"customer{_next()}@example.com", **defaults | columns)
    user.set_password(PASSWORD)
    user.save()
    return user


def permission(code: str) -> Permission:
    """Return the row of "automation.manage_automation" and the like."""
    app_label, codename = code.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def make_staff(permissions: Iterable[str] = (), **columns: Any) -> User:
    """Make a staff user who holds the permissions through a group, as in the Dashboard."""
    user = make_customer(columns.pop("email", None) or f"staff{_next()}@example.com", is_staff=True, **columns)
    group = Group.objects.create(name=f"Group {_next()}")
    group.permissions.set(map(permission, permissions))
    user.groups.add(group)
    return user


def make_app(permissions: Iterable[str] = ()) -> tuple[App, str]:
    """Return an app and its token, which cannot be read from the database afterwards."""
    app = App.objects.create(name=f"App {_next()}", is_active=True)
    app.permissions.set(map(permission, permissions))
    _, token = AppToken.objects.create(app=app, name="Default")
    return app, token


# -- catalogue ------------------------------------------------------------------------------------------------


def make_category(name: str = "Mugs", parent: Category | None = None) -> Category:
    return Category.objects.create(name=name, slug=f"category-{_next()}", parent=parent)


def make_collection(
    name: str = "Autumn", channels: Iterable[Channel] = (), products: Iterable[Product] = ()
) -> Collection:
    collection = Collection.objects.create(name=name, slug=f"collection-{_next()}")
    for channel in channels:
        CollectionChannelListing.objects.create(collection=collection, channel=channel, is_published=True)
    for product in products:
        collection.products.add(product)
    return collection


def make_product_type(**columns: Any) -> ProductType:
    number = _next()
    defaults = {"name": f"Type {number}", "kind": ProductTypeKind.NORMAL, "is_shipping_required": False}
    return ProductType.objects.create(slug=f"type-{number}", **defaults | columns)


def make_brand(name: str = "Verdi", attribute_slug: str = "brand") -> AttributeValue:
    attribute, _ = Attribute.objects.get_or_create(
        slug=attribute_slug,
        defaults={
            "name": attribute_slug.title(),
            "type": AttributeType.PRODUCT_TYPE,
            "input_type": AttributeInputType.DROPDOWN,
        },
    )
    return AttributeValue.objects.create(attribute=attribute, name=name, slug=f"value-{_next()}")


def make_warehouse(channels: Iterable[Channel]) -> Warehouse:
    number = _next()
    warehouse = Warehouse.objects.create(name=f"Warehouse {number}", slug=f"warehouse-{number}", address=make_address())
    for channel in channels:
        warehouse.channels.add(channel)
        make_sellable(channel, warehouse)
    return warehouse


def make_product(
    name: str = "Blue mug",
    *,
    prices: Mapping[Channel, str | Decimal],
    discounted: Mapping[Channel, str | Decimal] | None = None,
    stock: int = 10,
    brand: AttributeValue | None = None,
    image: str | None = None,
    **columns: Any,
) -> Product:
    """Make a product with one variant, published in the channels that have a price.

    discounted gives lower prices of the day; image is the name of a file that need not exist.
    """
    number = _next()
    columns.setdefault("product_type", None)
    product_type = columns.pop("product_type") or make_product_type()
    product = Product.objects.create(
        name=name, slug=columns.pop("slug", f"product-{number}"), product_type=product_type, **columns
    )
    variant = ProductVariant.objects.create(product=product, name="", sku=f"SKU-{number}")
    product.default_variant = variant
    product.save(update_fields=["default_variant"])
    for channel, price in prices.items():
        list_product(product, channel, price, (discounted or {}).get(channel))
    warehouse = make_warehouse(prices)
    Stock.objects.create(warehouse=warehouse, product_variant=variant, quantity=stock)
    if brand:
        AttributeProduct.objects.create(attribute=brand.attribute, product_type=product_type)
        AssignedProductAttributeValue.objects.create(product=product, value=brand)
    if image:
        ProductMedia.objects.create(product=product, image=image, alt=name)
    return product


def list_product(
    product: Product, channel: Channel, price: str | Decimal, discounted: str | Decimal | None = None
) -> None:
    """Put a product and all its variants on sale in a channel."""
    price = Decimal(price)
    price_now = price if discounted is None else Decimal(discounted)
    ProductChannelListing.objects.create(
        product=product,
        channel=channel,
        currency=channel.currency_code,
        is_published=True,
        published_at=LONG_AGO,
        visible_in_listings=True,
        available_for_purchase_at=LONG_AGO,
        discounted_price_amount=price_now,
    )
    for variant in product.variants.all():
        ProductVariantChannelListing.objects.create(
            variant=variant,
            channel=channel,
            currency=channel.currency_code,
            price_amount=price,
            discounted_price_amount=price_now,
        )


# -- vouchers -------------------------------------------------------------------------------------------------


def make_voucher(
    codes: Iterable[str],
    values: Mapping[Channel, str | Decimal],
    *,
    min_spent: str | Decimal | None = None,
    **columns: Any,
) -> Voucher:
    """Make a voucher over the whole order: by default so many percent off, per channel."""
    defaults = {
        "name": "Ten off",
        "type": VoucherType.ENTIRE_ORDER,
        "discount_value_type": DiscountValueType.PERCENTAGE,
    }
    voucher = Voucher.objects.create(**defaults | columns)
    for channel, value in values.items():
        VoucherChannelListing.objects.create(
            voucher=voucher,
            channel=channel,
            currency=channel.currency_code,
            discount_value=Decimal(value),
            min_spent_amount=None if min_spent is None else Decimal(min_spent),
        )
    for code in codes:
        VoucherCode.objects.create(voucher=voucher, code=code)
    return voucher


def global_id(row: Any) -> str:
    """Return the id by which GraphQL knows a row."""
    return graphene.Node.to_global_id(type(row).__name__, row.pk)
