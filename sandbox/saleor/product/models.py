import datetime

from django.conf import settings
from django.db import models
from django.db.models import JSONField
from mptt.managers import TreeManager
from mptt.models import MPTTModel

from ..channel.models import Channel
from ..core.db.fields import SanitizedJSONField
from ..core.editorjs import clean_editorjs
from ..core.models import ModelWithExternalReference, ModelWithMetadata, PublishableModel, SortableModel
from ..core.utils.translations import Translation
from ..permission.enums import ProductPermissions, ProductTypePermissions
from . import ProductMediaTypes, ProductTypeKind
from .managers import CollectionManager, ProductManager, ProductVariantManager


def _amount(**options):
    return models.DecimalField(
        max_digits=settings.DEFAULT_MAX_DIGITS, decimal_places=settings.DEFAULT_DECIMAL_PLACES, **options
    )


class SeoModel(models.Model):
    seo_title = models.CharField(max_length=70, blank=True, null=True)
    seo_description = models.CharField(max_length=300, blank=True, null=True)

    class Meta:
        abstract = True


class Category(ModelWithMetadata, MPTTModel, SeoModel):
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True, allow_unicode=True)
    description = SanitizedJSONField(blank=True, null=True, sanitizer=clean_editorjs)
    description_plaintext = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True, null=True)
    parent = models.ForeignKey("self", null=True, blank=True, related_name="children", on_delete=models.CASCADE)
    background_image = models.ImageField(upload_to="category-backgrounds", blank=True, null=True)
    background_image_alt = models.CharField(max_length=128, blank=True)

    objects = models.Manager()
    tree = TreeManager()

    def __str__(self):
        return self.name


class ProductType(ModelWithMetadata):
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=32, choices=ProductTypeKind.CHOICES)
    has_variants = models.BooleanField(default=True)
    is_shipping_required = models.BooleanField(default=True)
    is_digital = models.BooleanField(default=False)

    class Meta:
        ordering = ("slug",)
        permissions = (
            (
                ProductTypePermissions.MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES.codename,
                "Manage product types and attributes.",
            ),
        )

    def __str__(self):
        return self.name


class Product(SeoModel, ModelWithMetadata, ModelWithExternalReference):
    product_type = models.ForeignKey(ProductType, related_name="products", on_delete=models.CASCADE)
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True, allow_unicode=True)
    description = SanitizedJSONField(blank=True, null=True, sanitizer=clean_editorjs)
    description_plaintext = models.TextField(blank=True)
    search_index_dirty = models.BooleanField(default=False, db_index=True)
    category = models.ForeignKey(Category, related_name="products", on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)
    default_variant = models.OneToOneField(
        "ProductVariant", blank=True, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    rating = models.FloatField(null=True, blank=True)

    objects = ProductManager()

    class Meta:
        ordering = ("slug",)
        permissions = ((ProductPermissions.MANAGE_PRODUCTS.codename, "Manage products."),)

    def __str__(self):
        return self.name

    def get_first_image(self):
        images = [media for media in self.media.all() if media.type == ProductMediaTypes.IMAGE]
        return images[0] if images else None


class ProductChannelListing(PublishableModel):
    product = models.ForeignKey(Product, related_name="channel_listings", on_delete=models.CASCADE)
    channel = models.ForeignKey(Channel, related_name="product_listings", on_delete=models.CASCADE)
    visible_in_listings = models.BooleanField(default=False)
    available_for_purchase_at = models.DateTimeField(blank=True, null=True)
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    discounted_price_amount = _amount(blank=True, null=True)
    discounted_price_dirty = models.BooleanField(default=False)

    class Meta:
        unique_together = [["product", "channel"]]
        ordering = ("pk",)

    def is_available_for_purchase(self) -> bool:
        return self.available_for_purchase_at is not None and (
            self.available_for_purchase_at <= datetime.datetime.now(tz=datetime.UTC)
        )


class ProductVariant(SortableModel, ModelWithMetadata, ModelWithExternalReference):
    sku = models.CharField(max_length=255, unique=True, null=True, blank=True)
    name = models.CharField(max_length=255, blank=True)
    product = models.ForeignKey(Product, related_name="variants", on_delete=models.CASCADE)
    media = models.ManyToManyField("product.ProductMedia", through="product.VariantMedia")
    track_inventory = models.BooleanField(default=True)
    quantity_limit_per_customer = models.IntegerField(blank=True, null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = ProductVariantManager()

    class Meta:
        ordering = ("sort_order", "sku")

    def __str__(self):
        return self.name or self.sku or f"ID:{self.pk}"

    def is_shipping_required(self) -> bool:
        return self.product.product_type.is_shipping_required

    def is_gift_card(self) -> bool:
        return self.product.product_type.kind == ProductTypeKind.GIFT_CARD

    def get_ordering_queryset(self):
        return self.product.variants.all()


class ProductVariantChannelListing(models.Model):
    variant = models.ForeignKey(ProductVariant, related_name="channel_listings", on_delete=models.CASCADE)
    channel = models.ForeignKey(Channel, related_name="variant_listings", on_delete=models.CASCADE)
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    price_amount = _amount(blank=True, null=True)
    cost_price_amount = _amount(blank=True, null=True)
    prior_price_amount = _amount(blank=True, null=True)
    discounted_price_amount = _amount(blank=True, null=True)

    class Meta:
        unique_together = [["variant", "channel"]]
        ordering = ("pk",)


class ProductMedia(SortableModel, ModelWithMetadata):
    product = models.ForeignKey(Product, related_name="media", on_delete=models.CASCADE, null=True, blank=True)
    image = models.ImageField(upload_to="products", blank=True, null=True)
    alt = models.CharField(max_length=250, blank=True)
    type = models.CharField(max_length=32, choices=ProductMediaTypes.CHOICES, default=ProductMediaTypes.IMAGE)
    external_url = models.CharField(max_length=2048, blank=True, null=True)
    oembed_data = JSONField(blank=True, default=dict)
    to_remove = models.BooleanField(default=False)

    class Meta:
        ordering = ("sort_order", "pk")

    def get_ordering_queryset(self):
        return self.product.media.all() if self.product else ProductMedia.objects.none()


class VariantMedia(models.Model):
    variant = models.ForeignKey(ProductVariant, related_name="variant_media", on_delete=models.CASCADE)
    media = models.ForeignKey(ProductMedia, related_name="variant_media", on_delete=models.CASCADE)

    class Meta:
        unique_together = ("variant", "media")


class CollectionProduct(SortableModel):
    collection = models.ForeignKey("Collection", related_name="collectionproduct", on_delete=models.CASCADE)
    product = models.ForeignKey(Product, related_name="collectionproduct", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("collection", "product"),)

    def get_ordering_queryset(self):
        return self.collection.collectionproduct.all()


class Collection(SeoModel, ModelWithMetadata):
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True, allow_unicode=True)
    products = models.ManyToManyField(
        Product,
        blank=True,
        related_name="collections",
        through=CollectionProduct,
        through_fields=("collection", "product"),
    )
    background_image = models.ImageField(upload_to="collection-backgrounds", blank=True, null=True)
    background_image_alt = models.CharField(max_length=128, blank=True)
    description = SanitizedJSONField(blank=True, null=True, sanitizer=clean_editorjs)

    objects = CollectionManager()

    class Meta:
        ordering = ("slug",)

    def __str__(self):
        return self.name


class CollectionChannelListing(PublishableModel):
    collection = models.ForeignKey(Collection, related_name="channel_listings", on_delete=models.CASCADE)
    channel = models.ForeignKey(Channel, related_name="collection_listings", on_delete=models.CASCADE)

    class Meta:
        unique_together = [["collection", "channel"]]
        ordering = ("pk",)


class ProductTranslation(Translation):
    product = models.ForeignKey(Product, related_name="translations", on_delete=models.CASCADE)
    name = models.CharField(max_length=250, blank=True, null=True)
    description = SanitizedJSONField(blank=True, null=True, sanitizer=clean_editorjs)

    class Meta:
        unique_together = (("language_code", "product"),)


class ProductVariantTranslation(Translation):
    product_variant = models.ForeignKey(ProductVariant, related_name="translations", on_delete=models.CASCADE)
    name = models.CharField(max_length=255, blank=True)

    class Meta:
        unique_together = (("language_code", "product_variant"),)
