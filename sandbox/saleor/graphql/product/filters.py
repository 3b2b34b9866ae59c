import django_filters
import graphene
from django.db.models import Min, Q

from ...product.models import Category, Collection, Product, ProductVariant
from ..core.filters import (
    ChannelFilterInputObjectType,
    FilterInputObjectType,
    GlobalIDMultipleChoiceFilter,
    ListObjectTypeFilter,
    MetadataFilterBase,
)
from ..core.types import ChannelSortInputObjectType
from ..utils import resolve_global_ids_to_primary_keys


class ProductFilter(MetadataFilterBase):
    search = django_filters.CharFilter(method="filter_search")
    categories = GlobalIDMultipleChoiceFilter(method="filter_categories")
    collections = GlobalIDMultipleChoiceFilter(method="filter_collections")
    ids = GlobalIDMultipleChoiceFilter(method="filter_ids")
    slugs = ListObjectTypeFilter(input_class=graphene.String, method="filter_slugs")

    class Meta:
        model = Product
        fields = ["search", "categories", "collections", "ids", "slugs"]

    def filter_search(self, queryset, _name, value):
        return queryset.filter(Q(name__icontains=value) | Q(description_plaintext__icontains=value))

    def filter_categories(self, queryset, _name, ids):
        if not ids:
            return queryset
        _, pks = resolve_global_ids_to_primary_keys(ids, "Category")
        roots = Category.objects.using(queryset.db).filter(pk__in=pks)
        tree = Category.tree.get_queryset_descendants(roots, include_self=True)
        return queryset.filter(category__in=list(tree.using(queryset.db).values_list("pk", flat=True)))

    def filter_collections(self, queryset, _name, ids):
        _, pks = resolve_global_ids_to_primary_keys(ids, "Collection")
        return queryset.filter(collections__in=pks).distinct() if ids else queryset

    def filter_ids(self, queryset, _name, ids):
        _, pks = resolve_global_ids_to_primary_keys(ids, "Product")
        return queryset.filter(pk__in=pks) if ids else queryset

    def filter_slugs(self, queryset, _name, slugs):
        return queryset.filter(slug__in=slugs) if slugs else queryset


class ProductFilterInput(ChannelFilterInputObjectType):
    class Meta:
        filterset_class = ProductFilter


class ProductVariantFilter(MetadataFilterBase):
    search = django_filters.CharFilter(method="filter_search")
    sku = ListObjectTypeFilter(input_class=graphene.String, method="filter_skus")

    class Meta:
        model = ProductVariant
        fields = ["search", "sku"]

    def filter_search(self, queryset, _name, value):
        return queryset.filter(Q(name__icontains=value) | Q(product__name__icontains=value) | Q(sku__icontains=value))

    def filter_skus(self, queryset, _name, skus):
        return queryset.filter(sku__in=skus) if skus else queryset


class ProductVariantFilterInput(FilterInputObjectType):
    class Meta:
        filterset_class = ProductVariantFilter


class CategoryFilter(MetadataFilterBase):
    search = django_filters.CharFilter(method="filter_search")
    ids = GlobalIDMultipleChoiceFilter(field_name="id")

    class Meta:
        model = Category
        fields = ["search", "ids"]

    def filter_search(self, queryset, _name, value):
        return queryset.filter(Q(name__icontains=value) | Q(slug__icontains=value))


class CategoryFilterInput(FilterInputObjectType):
    class Meta:
        filterset_class = CategoryFilter


class CollectionFilter(MetadataFilterBase):
    search = django_filters.CharFilter(method="filter_search")
    ids = GlobalIDMultipleChoiceFilter(field_name="id")

    class Meta:
        model = Collection
        fields = ["search", "ids"]

    def filter_search(self, queryset, _name, value):
        return queryset.filter(Q(name__icontains=value) | Q(slug__icontains=value))


class CollectionFilterInput(ChannelFilterInputObjectType):
    class Meta:
        filterset_class = CollectionFilter


class ProductOrderField(graphene.Enum):
    NAME = ["name", "slug"]
    PRICE = ["min_variants_price_amount", "name", "slug"]
    LAST_MODIFIED_AT = ["updated_at", "name", "slug"]
    CREATED_AT = ["created_at", "name", "slug"]
    RATING = ["rating", "name", "slug"]

    @staticmethod
    def qs_with_price(queryset, channel_slug: str | None):
        in_channel = Q(variants__channel_listings__channel__slug=channel_slug)
        return queryset.annotate(
            min_variants_price_amount=Min("variants__channel_listings__price_amount", filter=in_channel)
        )


class ProductOrder(ChannelSortInputObjectType):
    field = graphene.Argument(ProductOrderField, description="Sort products by the selected field.")

    class Meta:
        sort_enum = ProductOrderField
        type_name = "products"
