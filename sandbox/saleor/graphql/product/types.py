import graphene
from django.db.models import F
from graphene import relay

from ...product import ProductMediaTypes, models
from ..core.connection import CountableConnection, create_connection_slice, filter_connection_queryset
from ..core.context import ChannelContext, ChannelQsContext, get_database_connection_name
from ..core.enums import to_enum
from ..core.fields import ConnectionField, FilterConnectionField, JSONString
from ..core.reading import reads
from ..core.scalars import DateTime
from ..core.types import (
    ChannelContextType,
    Image,
    ModelObjectType,
    NonNullList,
)
from ..meta.types import ObjectWithMetadata
from ..utils import get_user_or_app_from_context
from . import dataloaders as loaders
from .attributes import SelectedAttribute
from .filters import ProductFilterInput, ProductOrder
from .images import absolute_image_url
from .pricing import ProductPricingInfo, VariantPricingInfo, product_pricing, variant_pricing

ProductMediaType = to_enum(ProductMediaTypes, type_name="ProductMediaType")


class ProductMedia(ModelObjectType[models.ProductMedia]):
    id = graphene.GlobalID(required=True)
    sort_order = graphene.Int()
    alt = graphene.String(required=True)
    type = ProductMediaType(required=True)
    url = graphene.String(required=True, size=graphene.Int(description="Size of the image in pixels."))
    product_id = graphene.ID()

    class Meta:
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.ProductMedia

    @staticmethod
    def resolve_url(root, _info, *, size=None):
        return root.external_url if root.external_url else absolute_image_url(root, size)

    @staticmethod
    def resolve_product_id(root, _info):
        return graphene.Node.to_global_id("Product", root.product_id)


class ProductType(ModelObjectType[models.ProductType]):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True)
    slug = graphene.String(required=True)
    is_shipping_required = graphene.Boolean(required=True)

    class Meta:
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.ProductType


class ProductVariant(ChannelContextType[models.ProductVariant]):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True)
    sku = graphene.String()
    product = graphene.Field(lambda: Product, required=True)
    track_inventory = graphene.Boolean(required=True)
    quantity_limit_per_customer = graphene.Int()
    channel = graphene.String()
    pricing = graphene.Field(VariantPricingInfo)
    media = NonNullList(ProductMedia)
    quantity_available = graphene.Int()
    created = DateTime(required=True)
    updated_at = DateTime(required=True)
    external_reference = graphene.String()

    class Meta:
        description = "Represents a version of a product such as different size or color."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.ProductVariant
        default_resolver = ChannelContextType.resolver_with_context

    @staticmethod
    def resolve_channel(root, _info):
        return root.channel_slug

    @staticmethod
    def resolve_created(root, _info):
        return root.node.created_at

    @staticmethod
    def resolve_product(root, info):
        return (
            loaders.ProductByIdLoader(info.context)
            .load(root.node.product_id)
            .then(lambda product: ChannelContext(product, root.channel_slug))
        )

    @staticmethod
    @reads
    def resolve_media(root, info):
        return root.node.media.using(get_database_connection_name(info.context)).all()

    @staticmethod
    def resolve_pricing(root, info):
        if not root.channel_slug:
            return None
        of_product = loaders.VariantListingsByProductIdAndChannelSlugLoader(info.context)
        return of_product.load((root.node.product_id, root.channel_slug)).then(
            lambda listings: variant_pricing(
                next((listing for listing in listings if listing.variant_id == root.node.pk), None)
            )
        )

    @staticmethod
    def resolve_quantity_available(root, info):
        if not root.channel_slug:
            return None
        if not root.node.track_inventory:
            return MAX_QUANTITY
        quantities = loaders.AvailableQuantityByVariantIdAndChannelSlugLoader(info.context)
        return quantities.load((root.node.pk, root.channel_slug)).then(lambda n: min(n, MAX_QUANTITY))


# The most of one variant a checkout line may ask for, and the most that is told to be available.
MAX_QUANTITY = 50


class Product(ChannelContextType[models.Product]):
    id = graphene.GlobalID(required=True)
    seo_title = graphene.String()
    seo_description = graphene.String()
    name = graphene.String(required=True)
    description = JSONString()
    product_type = graphene.Field(ProductType, required=True)
    slug = graphene.String(required=True)
    category = graphene.Field(lambda: Category)
    created = DateTime(required=True)
    updated_at = DateTime(required=True)
    default_variant = graphene.Field(ProductVariant)
    rating = graphene.Float()
    channel = graphene.String()
    thumbnail = graphene.Field(Image, size=graphene.Int())
    pricing = graphene.Field(ProductPricingInfo)
    is_available = graphene.Boolean()
    is_available_for_purchase = graphene.Boolean()
    attributes = NonNullList(SelectedAttribute, required=True)
    variants = NonNullList(ProductVariant)
    media = NonNullList(ProductMedia)
    collections = NonNullList(lambda: Collection)
    external_reference = graphene.String()

    class Meta:
        description = "Represents an individual item for sale in the storefront."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Product
        default_resolver = ChannelContextType.resolver_with_context

    @staticmethod
    def resolve_product_type(root, info):
        return loaders.ProductTypeByIdLoader(info.context).load(root.node.product_type_id)

    @staticmethod
    def resolve_category(root, info):
        if not root.node.category_id:
            return None
        return loaders.CategoryByIdLoader(info.context).load(root.node.category_id)

    @staticmethod
    def resolve_created(root, _info):
        return root.node.created_at

    @staticmethod
    def resolve_channel(root, _info):
        return root.channel_slug

    @staticmethod
    def resolve_default_variant(root, info):
        if not root.node.default_variant_id:
            return None
        variant = loaders.ProductVariantByIdLoader(info.context).load(root.node.default_variant_id)
        return variant.then(lambda node: ChannelContext(node, root.channel_slug))

    @staticmethod
    def resolve_variants(root, info):
        variants = loaders.VariantsByProductIdLoader(info.context).load(root.node.pk)
        if not root.channel_slug:
            return variants.then(lambda nodes: [ChannelContext(node, None) for node in nodes])
        of_product = loaders.VariantListingsByProductIdAndChannelSlugLoader(info.context)
        listings = of_product.load((root.node.pk, root.channel_slug))

        def in_channel(nodes):
            return listings.then(
                lambda found: [
                    ChannelContext(node, root.channel_slug)
                    for node in nodes
                    if node.pk in {listing.variant_id for listing in found}
                ]
            )

        return variants.then(in_channel)

    @staticmethod
    def resolve_media(root, info):
        return loaders.MediaByProductIdLoader(info.context).load(root.node.pk)

    @staticmethod
    def resolve_thumbnail(root, info, *, size=256):
        def first_image(media):
            image = next((item for item in media if item.type == ProductMediaTypes.IMAGE), None)
            return Image(url=absolute_image_url(image, size), alt=image.alt) if image else None

        return loaders.MediaByProductIdLoader(info.context).load(root.node.pk).then(first_image)

    @staticmethod
    def resolve_collections(root, info):
        collections = loaders.CollectionsByProductIdLoader(info.context).load(root.node.pk)
        return collections.then(lambda nodes: [ChannelContext(node, root.channel_slug) for node in nodes])

    @staticmethod
    def resolve_attributes(root, info):
        def selected(assigned):
            by_attribute = {}
            for item in assigned:
                by_attribute.setdefault(item.value.attribute, []).append(item.value)
            return [SelectedAttribute(attribute=key, values=values) for key, values in by_attribute.items()]

        return loaders.AttributeValuesByProductIdLoader(info.context).load(root.node.pk).then(selected)

    @staticmethod
    def resolve_pricing(root, info):
        if not root.channel_slug:
            return None
        of_product = loaders.VariantListingsByProductIdAndChannelSlugLoader(info.context)
        return of_product.load((root.node.pk, root.channel_slug)).then(product_pricing)

    @staticmethod
    def resolve_is_available_for_purchase(root, info):
        if not root.channel_slug:
            return None
        listing = loaders.ProductListingByProductIdAndChannelSlugLoader(info.context)
        return listing.load((root.node.pk, root.channel_slug)).then(
            lambda found: bool(found) and found.is_available_for_purchase()
        )

    @staticmethod
    @reads
    def resolve_is_available(root, info):
        """Purchasable now, and at least one priced variant is in stock."""
        if not root.channel_slug:
            return None
        variants = models.ProductVariant.objects.using(get_database_connection_name(info.context))
        in_stock = variants.filter(
            product_id=root.node.pk,
            channel_listings__channel__slug=root.channel_slug,
            channel_listings__price_amount__isnull=False,
            stocks__warehouse__channels__slug=root.channel_slug,
            stocks__quantity__gt=F("stocks__quantity_allocated"),
        ).exists()
        return Product.resolve_is_available_for_purchase(root, info).then(lambda yes: yes and in_stock)


class ProductVariantCountableConnection(CountableConnection):
    class Meta:
        node = ProductVariant


class ProductCountableConnection(CountableConnection):
    class Meta:
        node = Product


class ProductListField(FilterConnectionField):
    """The products of a category or collection, as far as whoever asks may see them."""

    def __init__(self, **kwargs):
        super().__init__(
            ProductCountableConnection,
            filter=ProductFilterInput(description="Filtering options for products."),
            sort_by=ProductOrder(description="Sort products."),
            **kwargs,
        )


def resolve_visible_products(products, info, channel_slug: str | None, kwargs):
    from ...channel.models import Channel

    connection = get_database_connection_name(info.context)
    channel = Channel.objects.using(connection).filter(slug=channel_slug).first() if channel_slug else None
    requestor = get_user_or_app_from_context(info.context)
    visible = products.visible_to_user(requestor, channel, limited_channel_access=bool(channel_slug))
    visible = ChannelQsContext(qs=visible.distinct(), channel_slug=channel_slug)
    kwargs["channel"] = channel_slug
    visible = filter_connection_queryset(visible, kwargs, info.context)
    return create_connection_slice(visible, info, kwargs, ProductCountableConnection)


class Category(ModelObjectType[models.Category]):
    id = graphene.GlobalID(required=True)
    seo_title = graphene.String()
    seo_description = graphene.String()
    name = graphene.String(required=True)
    description = JSONString()
    slug = graphene.String(required=True)
    parent = graphene.Field(lambda: Category)
    level = graphene.Int(required=True)
    children = ConnectionField(lambda: CategoryCountableConnection)
    products = ProductListField(channel=graphene.String())

    class Meta:
        description = "Represents a single category of products."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Category

    @staticmethod
    def resolve_parent(root, info):
        return loaders.CategoryByIdLoader(info.context).load(root.parent_id) if root.parent_id else None

    @staticmethod
    def resolve_children(root, info, **kwargs):
        children = root.children.using(get_database_connection_name(info.context))
        return create_connection_slice(children, info, kwargs, CategoryCountableConnection)

    @staticmethod
    def resolve_products(root, info, *, channel=None, **kwargs):
        connection = get_database_connection_name(info.context)
        tree = root.get_descendants(include_self=True).using(connection)
        products = models.Product.objects.using(connection).filter(category__in=tree)
        return resolve_visible_products(products, info, channel, kwargs)


class CategoryCountableConnection(CountableConnection):
    class Meta:
        node = Category


class Collection(ChannelContextType[models.Collection]):
    id = graphene.GlobalID(required=True)
    seo_title = graphene.String()
    seo_description = graphene.String()
    name = graphene.String(required=True)
    description = JSONString()
    slug = graphene.String(required=True)
    channel = graphene.String()
    products = ProductListField()

    class Meta:
        description = "Represents a collection of products."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Collection
        default_resolver = ChannelContextType.resolver_with_context

    @staticmethod
    def resolve_channel(root, _info):
        return root.channel_slug

    @staticmethod
    def resolve_products(root, info, **kwargs):
        products = models.Product.objects.using(get_database_connection_name(info.context))
        products = products.filter(collections=root.node)
        return resolve_visible_products(products, info, root.channel_slug, kwargs)


class CollectionCountableConnection(CountableConnection):
    class Meta:
        node = Collection
