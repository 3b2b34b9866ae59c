import django.db.models.deletion
import saleor.core.db.fields
import saleor.core.editorjs
import saleor.core.utils.json_serializer
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("channel", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "private_metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                (
                    "metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                ("seo_title", models.CharField(blank=True, max_length=70, null=True)),
                ("seo_description", models.CharField(blank=True, max_length=300, null=True)),
                ("name", models.CharField(max_length=250)),
                ("slug", models.SlugField(allow_unicode=True, max_length=255, unique=True)),
                ("background_image", models.ImageField(blank=True, null=True, upload_to="collection-backgrounds")),
                ("background_image_alt", models.CharField(blank=True, max_length=128)),
                (
                    "description",
                    saleor.core.db.fields.SanitizedJSONField(
                        blank=True, null=True, sanitizer=saleor.core.editorjs.clean_editorjs
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
            },
        ),
        migrations.CreateModel(
            name="ProductType",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "private_metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                (
                    "metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                ("name", models.CharField(max_length=250)),
                ("slug", models.SlugField(allow_unicode=True, max_length=255, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("normal", "A standard product type."), ("gift_card", "A gift card product type.")],
                        max_length=32,
                    ),
                ),
                ("has_variants", models.BooleanField(default=True)),
                ("is_shipping_required", models.BooleanField(default=True)),
                ("is_digital", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("slug",),
                "permissions": (("manage_product_types_and_attributes", "Manage product types and attributes."),),
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "private_metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                (
                    "metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                ("seo_title", models.CharField(blank=True, max_length=70, null=True)),
                ("seo_description", models.CharField(blank=True, max_length=300, null=True)),
                ("name", models.CharField(max_length=250)),
                ("slug", models.SlugField(allow_unicode=True, max_length=255, unique=True)),
                (
                    "description",
                    saleor.core.db.fields.SanitizedJSONField(
                        blank=True, null=True, sanitizer=saleor.core.editorjs.clean_editorjs
                    ),
                ),
                ("description_plaintext", models.TextField(blank=True)),
                ("updated_at", models.DateTimeField(auto_now=True, null=True)),
                ("background_image", models.ImageField(blank=True, null=True, upload_to="category-backgrounds")),
                ("background_image_alt", models.CharField(blank=True, max_length=128)),
                ("lft", models.PositiveIntegerField(editable=False)),
                ("rght", models.PositiveIntegerField(editable=False)),
                ("tree_id", models.PositiveIntegerField(db_index=True, editable=False)),
                ("level", models.PositiveIntegerField(editable=False)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="product.category",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "private_metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                (
                    "metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                (
                    "external_reference",
                    models.CharField(blank=True, db_index=True, max_length=250, null=True, unique=True),
                ),
                ("seo_title", models.CharField(blank=True, max_length=70, null=True)),
                ("seo_description", models.CharField(blank=True, max_length=300, null=True)),
                ("name", models.CharField(max_length=250)),
                ("slug", models.SlugField(allow_unicode=True, max_length=255, unique=True)),
                (
                    "description",
                    saleor.core.db.fields.SanitizedJSONField(
                        blank=True, null=True, sanitizer=saleor.core.editorjs.clean_editorjs
                    ),
                ),
                ("description_plaintext", models.TextField(blank=True)),
                ("search_index_dirty", models.BooleanField(db_index=True, default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                ("rating", models.FloatField(blank=True, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="products",
                        to="product.category",
                    ),
                ),
                (
                    "product_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="products", to="product.producttype"
                    ),
                ),
            ],
            options={
                "ordering": ("slug",),
                "permissions": (("manage_products", "Manage products."),),
            },
        ),
        migrations.CreateModel(
            name="CollectionProduct",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(db_index=True, editable=False, null=True)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collectionproduct",
                        to="product.collection",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collectionproduct",
                        to="product.product",
                    ),
                ),
            ],
            options={
                "unique_together": {("collection", "product")},
            },
        ),
        migrations.AddField(
            model_name="collection",
            name="products",
            field=models.ManyToManyField(
                blank=True,
                related_name="collections",
                through="product.CollectionProduct",
                through_fields=("collection", "product"),
                to="product.product",
            ),
        ),
        migrations.CreateModel(
            name="ProductMedia",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "private_metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                (
                    "metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                ("sort_order", models.IntegerField(db_index=True, editable=False, null=True)),
                ("image", models.ImageField(blank=True, null=True, upload_to="products")),
                ("alt", models.CharField(blank=True, max_length=250)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("IMAGE", "An uploaded image or an URL to an image"),
                            ("VIDEO", "A URL to an external video"),
                        ],
                        default="IMAGE",
                        max_length=32,
                    ),
                ),
                ("external_url", models.CharField(blank=True, max_length=2048, null=True)),
                ("oembed_data", models.JSONField(blank=True, default=dict)),
                ("to_remove", models.BooleanField(default=False)),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="media",
                        to="product.product",
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ProductVariant",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "private_metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                (
                    "metadata",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        encoder=saleor.core.utils.json_serializer.CustomJsonEncoder,
                    ),
                ),
                (
                    "external_reference",
                    models.CharField(blank=True, db_index=True, max_length=250, null=True, unique=True),
                ),
                ("sort_order", models.IntegerField(db_index=True, editable=False, null=True)),
                ("sku", models.CharField(blank=True, max_length=255, null=True, unique=True)),
                ("name", models.CharField(blank=True, max_length=255)),
                ("track_inventory", models.BooleanField(default=True)),
                ("quantity_limit_per_customer", models.IntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="variants", to="product.product"
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "sku"),
            },
        ),
        migrations.AddField(
            model_name="product",
            name="default_variant",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="product.productvariant",
            ),
        ),
        migrations.CreateModel(
            name="VariantMedia",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "media",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variant_media",
                        to="product.productmedia",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variant_media",
                        to="product.productvariant",
                    ),
                ),
            ],
            options={
                "unique_together": {("variant", "media")},
            },
        ),
        migrations.AddField(
            model_name="productvariant",
            name="media",
            field=models.ManyToManyField(through="product.VariantMedia", to="product.productmedia"),
        ),
    ]
