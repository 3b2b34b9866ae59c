from django.db import models

from ..core.models import ModelWithExternalReference, ModelWithMetadata, SortableModel
from ..product.models import Product, ProductType
from . import AttributeInputType, AttributeType


class Attribute(ModelWithMetadata, ModelWithExternalReference):
    slug = models.SlugField(max_length=250, unique=True, allow_unicode=True)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=50, choices=AttributeType.CHOICES)
    input_type = models.CharField(
        max_length=50, choices=AttributeInputType.CHOICES, default=AttributeInputType.DROPDOWN
    )
    product_types = models.ManyToManyField(
        ProductType,
        blank=True,
        related_name="product_attributes",
        through="attribute.AttributeProduct",
        through_fields=("attribute", "product_type"),
    )
    value_required = models.BooleanField(default=False, blank=True)
    is_variant_only = models.BooleanField(default=False, blank=True)
    visible_in_storefront = models.BooleanField(default=True, blank=True)
    filterable_in_storefront = models.BooleanField(default=False, blank=True)
    filterable_in_dashboard = models.BooleanField(default=False, blank=True)
    storefront_search_position = models.IntegerField(default=0, blank=True)
    available_in_grid = models.BooleanField(default=False, blank=True)

    class Meta:
        ordering = ("storefront_search_position", "slug")

    def __str__(self):
        return self.name


class AttributeValue(SortableModel, ModelWithExternalReference):
    name = models.CharField(max_length=250)
    value = models.CharField(max_length=255, blank=True, default="")
    slug = models.SlugField(max_length=255, allow_unicode=True)
    attribute = models.ForeignKey(Attribute, related_name="values", on_delete=models.CASCADE)
    plain_text = models.TextField(blank=True, null=True)
    boolean = models.BooleanField(blank=True, null=True)
    numeric = models.FloatField(blank=True, null=True)

    class Meta:
        ordering = ("sort_order", "pk")
        unique_together = ("slug", "attribute")

    def __str__(self):
        return self.name

    def get_ordering_queryset(self):
        return self.attribute.values.all()


class AttributeProduct(SortableModel):
    """An attribute that products of a type have."""

    attribute = models.ForeignKey(Attribute, related_name="attributeproduct", on_delete=models.CASCADE)
    product_type = models.ForeignKey(ProductType, related_name="attributeproduct", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("attribute", "product_type"),)
        ordering = ("sort_order", "pk")

    def get_ordering_queryset(self):
        return self.product_type.attributeproduct.all()


class AssignedProductAttributeValue(SortableModel):
    """A value that a product has."""

    value = models.ForeignKey(AttributeValue, related_name="productvalueassignment", on_delete=models.CASCADE)
    product = models.ForeignKey(Product, related_name="attributevalues", on_delete=models.CASCADE, db_index=False)

    class Meta:
        unique_together = (("value", "product"),)
        ordering = ("sort_order", "pk")
        indexes = [models.Index(fields=["product"], name="assignedprodattrval_product")]

    def get_ordering_queryset(self):
        return self.product.attributevalues.all()
