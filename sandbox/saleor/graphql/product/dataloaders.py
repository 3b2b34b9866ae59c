"""Rows of the catalogue by what resolvers know of them: one query per kind, however many products a page shows."""

from collections import defaultdict

from ...attribute.models import AssignedProductAttributeValue
from ...product.models import (
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
from ...warehouse.models import Stock
from ..core.dataloaders import DataLoader


class _ByIdLoader(DataLoader):
    model: type

    def batch_load(self, keys):
        rows = self.model.objects.using(self.database_connection_name).in_bulk(keys)
        return [rows.get(key) for key in keys]


class CategoryByIdLoader(_ByIdLoader):
    context_key = "category_by_id"
    model = Category


class ProductByIdLoader(_ByIdLoader):
    context_key = "product_by_id"
    model = Product


class ProductTypeByIdLoader(_ByIdLoader):
    context_key = "product_type_by_id"
    model = ProductType


class ProductVariantByIdLoader(_ByIdLoader):
    context_key = "productvariant_by_id"
    model = ProductVariant


class GroupedLoader(DataLoader):
    """Rows grouped by a column."""

    column: str

    def rows(self, keys):
        raise NotImplementedError

    def batch_load(self, keys):
        grouped = defaultdict(list)
        for row in self.rows(keys):
            grouped[getattr(row, self.column)].append(row)
        return [grouped[key] for key in keys]


class MediaByProductIdLoader(GroupedLoader):
    context_key = "media_by_product"
    column = "product_id"

    def rows(self, keys):
        media = ProductMedia.objects.using(self.database_connection_name)
        return media.filter(product_id__in=keys, to_remove=False)


class VariantsByProductIdLoader(GroupedLoader):
    context_key = "productvariants_by_product"
    column = "product_id"

    def rows(self, keys):
        return ProductVariant.objects.using(self.database_connection_name).filter(product_id__in=keys)


class AttributeValuesByProductIdLoader(GroupedLoader):
    context_key = "attributevalues_by_product"
    column = "product_id"

    def rows(self, keys):
        assigned = AssignedProductAttributeValue.objects.using(self.database_connection_name)
        return assigned.filter(product_id__in=keys).select_related("value__attribute")


class CollectionsByProductIdLoader(DataLoader[int, list[Collection]]):
    context_key = "collections_by_product"

    def batch_load(self, keys):
        pairs = (
            CollectionProduct.objects.using(self.database_connection_name)
            .filter(product_id__in=keys)
            .select_related("collection")
            .order_by("collection__slug")
        )
        grouped = defaultdict(list)
        for pair in pairs:
            grouped[pair.product_id].append(pair.collection)
        return [grouped[key] for key in keys]


class ProductListingByProductIdAndChannelSlugLoader(DataLoader[tuple, ProductChannelListing]):
    context_key = "productchannellisting_by_product_and_channel"

    def batch_load(self, keys):
        listings = (
            ProductChannelListing.objects.using(self.database_connection_name)
            .filter(product_id__in={key[0] for key in keys}, channel__slug__in={key[1] for key in keys})
            .select_related("channel")
        )
        found = {(listing.product_id, listing.channel.slug): listing for listing in listings}
        return [found.get(key) for key in keys]


class VariantListingsByProductIdAndChannelSlugLoader(DataLoader[tuple, list[ProductVariantChannelListing]]):
    """The priced variants of a product in a channel."""

    context_key = "variantchannellistings_by_product_and_channel"

    def batch_load(self, keys):
        listings = (
            ProductVariantChannelListing.objects.using(self.database_connection_name)
            .filter(
                variant__product_id__in={key[0] for key in keys},
                channel__slug__in={key[1] for key in keys},
                price_amount__isnull=False,
            )
            .select_related("channel", "variant")
        )
        grouped = defaultdict(list)
        for listing in listings:
            grouped[(listing.variant.product_id, listing.channel.slug)].append(listing)
        return [grouped[key] for key in keys]


class AvailableQuantityByVariantIdAndChannelSlugLoader(DataLoader[tuple, int]):
    """What the warehouses of the channel still have to give."""

    context_key = "available_quantity_by_variant_and_channel"

    def batch_load(self, keys):
        stocks = (
            Stock.objects.using(self.database_connection_name)
            .filter(
                product_variant_id__in={key[0] for key in keys},
                warehouse__channels__slug__in={key[1] for key in keys},
            )
            .values_list("product_variant_id", "warehouse__channels__slug", "quantity", "quantity_allocated")
        )
        available = defaultdict(int)
        for variant_id, slug, quantity, allocated in stocks:
            available[(variant_id, slug)] += max(0, quantity - allocated)
        return [available[key] for key in keys]
