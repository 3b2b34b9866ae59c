"""Products with their variants, prices, stock, brand, collections and picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.utils.text import slugify
from saleor.attribute.models import AssignedProductAttributeValue, AttributeValue
from saleor.channel.models import Channel
from saleor.product import ProductMediaTypes
from saleor.product.models import (
    Category,
    Collection,
    CollectionProduct,
    Product,
    ProductChannelListing,
    ProductMedia,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.warehouse.models import Stock, Warehouse

from world.catalogue.foundation import BRAND_SLUG, OPENED_AT, rich_text
from world.catalogue.goods import Good, goods, shop


def create_products() -> list[Product]:
    """Create the products that are missing and return them.

    One INSERT per table: made one by one, the catalogue takes longer than the tests that need it.
    """
    known = set(Product.objects.values_list("slug", flat=True))
    missing = [good for good in goods() if good.slug not in known]
    if not missing:
        return []
    pairs = list(zip(_products(missing), missing, strict=True))
    variants = [(variant, good) for product, good in pairs for variant in _variants(product, good)]
    ProductVariant.objects.bulk_create(variant for variant, _ in variants)
    _choose_default_variants(pairs, [variant for variant, _ in variants])
    _list_in_channels(pairs, variants)
    _fill_shelves(variants)
    _describe(pairs)
    return [product for product, _ in pairs]


def _products(missing: list[Good]) -> list[Product]:
    goods_type = ProductType.objects.get(slug="goods")
    categories = {category.slug: category for category in Category.objects.all()}
    return Product.objects.bulk_create(
        Product(
            slug=good.slug,
            name=good.name,
            product_type=goods_type,
            category=categories[good.category],
            description=rich_text(good.about),
            description_plaintext=good.about,
            rating=good.rating,
        )
        for good in missing
    )


def _variants(product: Product, good: Good) -> Iterator[ProductVariant]:
    for place, (name, sku) in enumerate(good.variants()):
        yield ProductVariant(product=product, name=name, sku=sku, sort_order=place)


def _choose_default_variants(pairs: list[tuple[Product, Good]], variants: list[ProductVariant]) -> None:
    first = {variant.product_id: variant for variant in reversed(variants)}
    for product, _ in pairs:
        product.default_variant = first[product.pk]
    Product.objects.bulk_update([product for product, _ in pairs], ["default_variant"])


def _list_in_channels(pairs: list[tuple[Product, Good]], variants: list[tuple[ProductVariant, Good]]) -> None:
    slugs = [entry["slug"] for entry in shop()["channels"]]
    channels = list(Channel.objects.filter(slug__in=slugs))
    ProductChannelListing.objects.bulk_create(
        ProductChannelListing(
            product=product,
            channel=channel,
            currency=channel.currency_code,
            discounted_price_amount=reduced(good.prices[channel.slug], good.sale_percent),
            is_published=True,
            published_at=OPENED_AT,
            visible_in_listings=True,
            available_for_purchase_at=OPENED_AT,
        )
        for product, good in pairs
        for channel in channels
    )
    ProductVariantChannelListing.objects.bulk_create(
        ProductVariantChannelListing(
            variant=variant,
            channel=channel,
            currency=channel.currency_code,
            price_amount=good.prices[channel.slug],
            discounted_price_amount=reduced(good.prices[channel.slug], good.sale_percent),
        )
        for variant, good in variants
        for channel in channels
    )


def _fill_shelves(variants: list[tuple[ProductVariant, Good]]) -> None:
    by_slug = {warehouse.slug: warehouse for warehouse in Warehouse.objects.all()}
    warehouses = {slug: by_slug[entry["slug"]] for entry in shop()["warehouses"] for slug in entry["channels"]}
    Stock.objects.bulk_create(
        Stock(product_variant=variant, warehouse=warehouses[channel], quantity=quantity)
        for variant, good in variants
        for channel, quantity in good.stock.items()
    )


def _describe(pairs: list[tuple[Product, Good]]) -> None:
    """Give the products their pictures, brands and places in collections."""
    brands = {value.slug: value for value in AttributeValue.objects.filter(attribute__slug=BRAND_SLUG)}
    collections = {collection.slug: collection for collection in Collection.objects.all()}
    ProductMedia.objects.bulk_create(
        ProductMedia(
            product=product, image=str(good.picture), alt=good.name, type=ProductMediaTypes.IMAGE, sort_order=0
        )
        for product, good in pairs
    )
    AssignedProductAttributeValue.objects.bulk_create(
        AssignedProductAttributeValue(product=product, value=brands[slugify(good.brand)], sort_order=0)
        for product, good in pairs
    )
    places: Counter[str] = Counter(CollectionProduct.objects.values_list("collection__slug", flat=True))
    members = []
    for product, good in pairs:
        for slug in good.collections:
            members.append(CollectionProduct(product=product, collection=collections[slug], sort_order=places[slug]))
            places[slug] += 1
    CollectionProduct.objects.bulk_create(members)


def reduced(price: Decimal, percent: int) -> Decimal:
    return (price * (100 - percent) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
