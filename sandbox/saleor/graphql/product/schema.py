import graphene
from django.core.exceptions import ValidationError
from graphql.error import GraphQLError

from ...channel.models import Channel
from ...core.editorjs import clean_editorjs
from ...core.tracing import traced_atomic_transaction
from ...permission.enums import ProductPermissions
from ...permission.utils import has_one_of_permissions
from ...product import models
from ...product.error_codes import ProductErrorCode
from ..core.connection import create_connection_slice, filter_connection_queryset
from ..core.context import ChannelContext, ChannelQsContext, get_database_connection_name
from ..core.fields import BaseField, FilterConnectionField, JSONString
from ..core.mutations import BaseMutation
from ..core.types import BaseInputObjectType, NonNullList, ProductError
from ..core.utils import from_global_id_or_error
from ..meta.types import MetadataInput
from ..plugins.dataloaders import get_plugin_manager_promise
from ..utils import get_user_or_app_from_context
from .filters import CategoryFilterInput, CollectionFilterInput, ProductVariantFilterInput
from .types import (
    Category,
    CategoryCountableConnection,
    Collection,
    CollectionCountableConnection,
    Product,
    ProductListField,
    ProductVariant,
    ProductVariantCountableConnection,
    resolve_visible_products,
)

MANAGERS = [ProductPermissions.MANAGE_PRODUCTS]


def channel_or_default(info, slug: str | None) -> Channel | None:
    """Return the asked channel. A shopper who names none gets the only active one, as in Saleor."""
    channels = Channel.objects.using(get_database_connection_name(info.context))
    if slug:
        return channels.filter(slug=slug).first()
    if has_one_of_permissions(get_user_or_app_from_context(info.context), MANAGERS):
        return None
    active = list(channels.filter(is_active=True)[:2])
    return active[0] if len(active) == 1 else None


def find(queryset, type_name: str, id: str | None, **alternatives):
    """Return the row of an id, or of the one alternative that was given.

    Raises GraphQLError if the caller named none or several.
    """
    given = {name: value for name, value in alternatives.items() if value}
    if bool(id) + len(given) != 1:
        names = ", ".join(f"'{name}'" for name in ("id", *alternatives))
        raise GraphQLError(f"Exactly one of arguments is required: {names}.")
    if id:
        given = {"pk": from_global_id_or_error(id, type_name)[1]}
    return queryset.filter(**given).first()


class ProductInput(BaseInputObjectType):
    category = graphene.ID(description="ID of the product's category.")
    collections = NonNullList(graphene.ID, description="IDs of the product's collections.")
    description = JSONString(description="Product description.")
    name = graphene.String(description="Product name.")
    slug = graphene.String(description="Product slug.")
    rating = graphene.Float(description="Defines the product rating value.")
    metadata = NonNullList(MetadataInput, description="Product metadata.")
    external_reference = graphene.String(description="External ID of this product.")


class ProductUpdate(BaseMutation):
    product = graphene.Field(Product)

    class Arguments:
        id = graphene.ID(description="ID of a product to update.")
        external_reference = graphene.String(description="External ID of a product to update.")
        input = ProductInput(required=True, description="Fields required to update a product.")

    class Meta:
        description = "Updates an existing product."
        permissions = (ProductPermissions.MANAGE_PRODUCTS,)
        error_type_class = ProductError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input, id=None, external_reference=None):
        manager = get_plugin_manager_promise(info.context).get()
        try:
            product = find(models.Product.objects, "Product", id, external_reference=external_reference)
        except GraphQLError as error:
            raise ValidationError(str(error), code=ProductErrorCode.GRAPHQL_ERROR.value) from error
        if not product:
            message = f"Couldn't resolve to a node: {id or external_reference}"
            raise ValidationError({"id": ValidationError(message, code=ProductErrorCode.NOT_FOUND.value)})
        data = dict(input)
        metadata = data.pop("metadata", None) or ()
        product.store_value_in_metadata({item["key"]: item["value"] for item in metadata})
        collections = data.pop("collections", None)
        if data.get("category"):
            data["category"] = cls.get_node_or_error(info, data["category"], field="category", only_type=Category)
        if "description" in data:
            data["description_plaintext"] = clean_editorjs(data["description"], to_string=True)
        with traced_atomic_transaction():
            cls.construct_instance(product, data)
            cls.clean_instance(info, product)
            product.save()
            if collections is not None:
                rows = cls.get_nodes_or_error(collections, "collections", Collection) if collections else []
                product.collections.set(rows)
            cls.call_event(manager.product_updated, product)
        return cls(product=ChannelContext(product, None))


class ProductQueries(graphene.ObjectType):
    products = ProductListField(
        channel=graphene.String(description="Slug of a channel for which the data should be returned."),
        description="List of the shop's products.",
    )
    product = BaseField(
        Product,
        id=graphene.Argument(graphene.ID),
        slug=graphene.Argument(graphene.String),
        external_reference=graphene.Argument(graphene.String),
        channel=graphene.String(),
        description="Look up a product by ID.",
    )
    product_variant = BaseField(
        ProductVariant,
        id=graphene.Argument(graphene.ID),
        sku=graphene.Argument(graphene.String),
        external_reference=graphene.Argument(graphene.String),
        channel=graphene.String(),
        description="Look up a product variant by ID or SKU.",
    )
    product_variants = FilterConnectionField(
        ProductVariantCountableConnection,
        ids=NonNullList(graphene.ID, description="Filter product variants by given IDs."),
        channel=graphene.String(),
        filter=ProductVariantFilterInput(description="Filtering options for product variants."),
    )
    category = BaseField(Category, id=graphene.Argument(graphene.ID), slug=graphene.Argument(graphene.String))
    categories = FilterConnectionField(
        CategoryCountableConnection,
        filter=CategoryFilterInput(description="Filtering options for categories."),
        level=graphene.Argument(graphene.Int),
    )
    collection = BaseField(
        Collection,
        id=graphene.Argument(graphene.ID),
        slug=graphene.Argument(graphene.String),
        channel=graphene.String(),
    )
    collections = FilterConnectionField(
        CollectionCountableConnection,
        filter=CollectionFilterInput(description="Filtering options for collections."),
        channel=graphene.String(),
    )

    @staticmethod
    def resolve_products(_root, info, *, channel=None, **kwargs):
        products = models.Product.objects.using(get_database_connection_name(info.context))
        found = channel_or_default(info, channel)
        return resolve_visible_products(products, info, channel or (found and found.slug), kwargs)

    @staticmethod
    def resolve_product(_root, info, *, id=None, slug=None, external_reference=None, channel=None):
        products = models.Product.objects.using(get_database_connection_name(info.context))
        requestor = get_user_or_app_from_context(info.context)
        found = channel_or_default(info, channel)
        visible = products.visible_to_user(requestor, found, limited_channel_access=bool(channel))
        product = find(visible, "Product", id, slug=slug, external_reference=external_reference)
        return ChannelContext(product, found.slug if found else None) if product else None

    @staticmethod
    def resolve_product_variant(_root, info, *, id=None, sku=None, external_reference=None, channel=None):
        found = channel_or_default(info, channel)
        variants = ProductQueries._visible_variants(info, found)
        variant = find(variants, "ProductVariant", id, sku=sku, external_reference=external_reference)
        return ChannelContext(variant, found.slug if found else None) if variant else None

    @staticmethod
    def resolve_product_variants(_root, info, *, ids=None, channel=None, **kwargs):
        found = channel_or_default(info, channel)
        variants = ProductQueries._visible_variants(info, found)
        if ids:
            variants = variants.filter(pk__in=[from_global_id_or_error(each, "ProductVariant")[1] for each in ids])
        kwargs["channel"] = found.slug if found else None
        visible = ChannelQsContext(variants, kwargs["channel"])
        visible = filter_connection_queryset(visible, kwargs, info.context)
        return create_connection_slice(visible, info, kwargs, ProductVariantCountableConnection)

    @staticmethod
    def _visible_variants(info, channel):
        connection = get_database_connection_name(info.context)
        variants = models.ProductVariant.objects.using(connection)
        if has_one_of_permissions(get_user_or_app_from_context(info.context), MANAGERS):
            return variants.filter(channel_listings__channel=channel) if channel else variants.all()
        published = models.Product.objects.using(connection)
        published = published.published_with_variants(channel) if channel else published.none()
        return variants.available_in_channel(channel).filter(product__in=published)

    @staticmethod
    def resolve_category(_root, info, *, id=None, slug=None):
        categories = models.Category.objects.using(get_database_connection_name(info.context))
        return find(categories, "Category", id, slug=slug)

    @staticmethod
    def resolve_categories(_root, info, *, level=None, **kwargs):
        categories = models.Category.objects.using(get_database_connection_name(info.context))
        if level is not None:
            categories = categories.filter(level=level)
        categories = filter_connection_queryset(categories, kwargs, info.context)
        return create_connection_slice(categories, info, kwargs, CategoryCountableConnection)

    @staticmethod
    def _visible_collections(info, channel_slug):
        collections = models.Collection.objects.using(get_database_connection_name(info.context))
        return collections.visible_to_user(get_user_or_app_from_context(info.context), channel_slug)

    @staticmethod
    def resolve_collection(_root, info, *, id=None, slug=None, channel=None):
        found = channel_or_default(info, channel)
        channel_slug = found.slug if found else channel
        collections = ProductQueries._visible_collections(info, channel_slug)
        collection = find(collections, "Collection", id, slug=slug)
        return ChannelContext(collection, channel_slug) if collection else None

    @staticmethod
    def resolve_collections(_root, info, *, channel=None, **kwargs):
        found = channel_or_default(info, channel)
        channel_slug = found.slug if found else channel
        collections = ProductQueries._visible_collections(info, channel_slug)
        kwargs["channel"] = channel_slug
        visible = ChannelQsContext(collections, channel_slug)
        visible = filter_connection_queryset(visible, kwargs, info.context)
        return create_connection_slice(visible, info, kwargs, CollectionCountableConnection)


class ProductMutations(graphene.ObjectType):
    product_update = ProductUpdate.Field()
