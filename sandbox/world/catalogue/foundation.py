"""What must be there before the first product: channels, warehouses, categories, brands and the like."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.sites.models import Site
from django.utils.text import slugify
from saleor.account.models import Address
from saleor.attribute import AttributeInputType, AttributeType
from saleor.attribute.models import Attribute, AttributeProduct, AttributeValue
from saleor.channel.models import Channel
from saleor.discount import DiscountValueType
from saleor.discount.models import Voucher, VoucherChannelListing, VoucherCode
from saleor.product import ProductTypeKind
from saleor.product.models import Category, Collection, CollectionChannelListing, ProductType
from saleor.site.models import SiteSettings
from saleor.warehouse.models import ChannelWarehouse, Warehouse

from world.catalogue.goods import shop

OPENED_AT = datetime(2009, 1, 1, tzinfo=UTC)  # published before any purchase history begins
BRAND_SLUG = "brand"
VOUCHER_CODE = "HELLO10"


def create_foundation() -> None:
    _name_site()
    channels = {entry["slug"]: _channel(entry) for entry in shop()["channels"]}
    for entry in shop()["warehouses"]:
        _warehouse(entry, channels)
    _categories(shop()["categories"], parent=None)
    for entry in shop()["collections"]:
        _collection(entry, list(channels.values()))
    _brands()
    _voucher(list(channels.values()))


def rich_text(text: str) -> dict[str, Any]:
    """Return a paragraph in the format of Saleor's descriptions (EditorJS)."""
    return {"blocks": [{"type": "paragraph", "data": {"text": text}}], "version": "2.24.3"}


def _name_site() -> None:
    site = Site.objects.get_current()
    if site.name not in ("example.com", site.domain):  # Django's defaults; otherwise somebody has chosen a name
        return
    site.name = shop()["name"]
    site.save(update_fields=["name"])
    # Who signs up on the storefront page can sign in at once: nothing here sends Saleor's own mails.
    SiteSettings.objects.filter(site=site).update(enable_account_confirmation_by_email=False)


def _channel(entry: dict[str, str]) -> Channel:
    channel, _ = Channel.objects.get_or_create(
        slug=entry["slug"],
        defaults={
            "name": entry["name"],
            "currency_code": entry["currency"],
            "default_country": entry["country"],
            "is_active": True,
            # The storefront page has no payment: an order is complete without one.
            "allow_unpaid_orders": True,
        },
    )
    return channel


def _warehouse(entry: dict[str, Any], channels: dict[str, Channel]) -> None:
    if Warehouse.objects.filter(slug=entry["slug"]).exists():
        return
    address = Address.objects.create(company_name=shop()["name"], **entry["address"])
    warehouse = Warehouse.objects.create(slug=entry["slug"], name=entry["name"], address=address, is_private=False)
    for slug in entry["channels"]:
        ChannelWarehouse.objects.create(channel=channels[slug], warehouse=warehouse)


def _categories(entries: list[dict[str, Any]], parent: Category | None) -> None:
    for entry in entries:
        category, _ = Category.objects.get_or_create(
            slug=entry["slug"], defaults={"name": entry["name"], "parent": parent}
        )
        _categories(entry.get("children", []), category)


def _collection(entry: dict[str, str], channels: list[Channel]) -> None:
    collection, _ = Collection.objects.get_or_create(
        slug=entry["slug"], defaults={"name": entry["name"], "description": rich_text(entry["description"])}
    )
    for channel in channels:
        CollectionChannelListing.objects.get_or_create(
            collection=collection,
            channel=channel,
            defaults={"is_published": True, "published_at": OPENED_AT},
        )


def _brands() -> None:
    goods_type, _ = ProductType.objects.get_or_create(
        slug="goods",
        defaults={
            "name": "Goods",
            "kind": ProductTypeKind.NORMAL,
            "has_variants": True,
            # The sandbox has no delivery methods; an order of goods to be shipped could never be completed.
            "is_shipping_required": False,
        },
    )
    brand, _ = Attribute.objects.get_or_create(
        slug=BRAND_SLUG,
        defaults={
            "name": "Brand",
            "type": AttributeType.PRODUCT_TYPE,
            "input_type": AttributeInputType.DROPDOWN,
            "filterable_in_storefront": True,
        },
    )
    AttributeProduct.objects.get_or_create(attribute=brand, product_type=goods_type)
    for name in shop()["brands"]:
        AttributeValue.objects.get_or_create(attribute=brand, slug=slugify(name), defaults={"name": name})


def _voucher(channels: list[Channel]) -> None:
    """Create a code for trying out the storefront's promo field: ten percent, as often as one likes."""
    if VoucherCode.objects.filter(code=VOUCHER_CODE).exists():
        return
    voucher = Voucher.objects.create(name="Hello", discount_value_type=DiscountValueType.PERCENTAGE)
    VoucherCode.objects.create(voucher=voucher, code=VOUCHER_CODE)
    for channel in channels:
        VoucherChannelListing.objects.create(
            voucher=voucher, channel=channel, currency=channel.currency_code, discount_value=10
        )
