"""Products with their variants, prices, stock, brand, collections and picture."""

from __future__ import annotations

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
    """Create the products that are missing and return them."""
    known = set(Product.objects.values_list("slug", flat=True))
    shelf = _Shelf()
    return [shelf.add(good) for good in goods() if good.slug not in known]


class _Shelf:
    """Everything products refer to, read once."""

    def __init__(self) -> None:
        self.type = ProductType.objects.get(slug="goods")
        self.categories = {category.slug: category for category in Category.objects.all()}
        self.collections = {collection.slug: collection for collection in Collection.objects.all()}
        self.channels = {
            channel.slug: channel
            for channel in Channel.objects.filter(slug__in=[entry["slug"] for entry in shop()["channels"]])
        }
        self.brands = {value.slug: value for value in AttributeValue.objects.filter(attribute__slug=BRAND_SLUG)}
        warehouses = {warehouse.slug: warehouse for warehouse in Warehouse.objects.all()}
        self.warehouses = {
            slug: warehouses[entry["slug"]] for entry in shop()["warehouses"] for slug in entry["channels"]
        }

    def add(self, good: Good) -> Product:
        product = Product.objects.create(
            slug=good.slug,
            name=good.name,
            product_type=self.type,
            category=self.categories[good.category],
            description=rich_text(good.about),
            description_plaintext=good.about,
            rating=good.rating,
        )
        self._add_to_channels(product, good)
        variants = [ProductVariant.objects.create(product=product, name=name, sku=sku) for name, sku in good.variants()]
        product.default_variant = variants[0]
        product.save(update_fields=["default_variant"])
        self._price_and_stock(variants, good)
        ProductMedia.objects.create(
            product=product, image=str(good.picture), alt=good.name, type=ProductMediaTypes.IMAGE
        )
        AssignedProductAttributeValue.objects.create(product=product, value=self.brands[slugify(good.brand)])
        for slug in good.collections:
            CollectionProduct.objects.create(product=product, collection=self.collections[slug])
        return product

    def _add_to_channels(self, product: Product, good: Good) -> None:
        ProductChannelListing.objects.bulk_create(
            ProductChannelListing(
                product=product,
                channel=channel,
                currency=channel.currency_code,
                discounted_price_amount=reduced(good.prices[slug], good.sale_percent),
                is_published=True,
                published_at=OPENED_AT,
                visible_in_listings=True,
                available_for_purchase_at=OPENED_AT,
            )
            for slug, channel in self.channels.items()
        )

    def _price_and_stock(self, variants: list[ProductVariant], good: Good) -> None:
        ProductVariantChannelListing.objects.bulk_create(
            ProductVariantChannelListing(
                variant=variant,
                channel=channel,
                currency=channel.currency_code,
                price_amount=good.prices[slug],
                discounted_price_amount=reduced(good.prices[slug], good.sale_percent),
            )
            for variant in variants
            for slug, channel in self.channels.items()
        )
        Stock.objects.bulk_create(
            Stock(product_variant=variant, warehouse=self.warehouses[slug], quantity=quantity)
            for variant in variants
            for slug, quantity in good.stock.items()
        )


def reduced(price: Decimal, percent: int) -> Decimal:
    return (price * (100 - percent) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
