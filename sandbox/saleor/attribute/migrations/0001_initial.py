import django.db.models.deletion
import saleor.core.utils.json_serializer
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("product", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attribute",
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
                ("slug", models.SlugField(allow_unicode=True, max_length=250, unique=True)),
                ("name", models.CharField(max_length=255)),
                (
                    "type",
                    models.CharField(
                        choices=[("product-type", "Product type"), ("page-type", "Page type")], max_length=50
                    ),
                ),
                (
                    "input_type",
                    models.CharField(
                        choices=[
                            ("dropdown", "Dropdown"),
                            ("multiselect", "Multi Select"),
                            ("numeric", "Numeric"),
                            ("plain-text", "Plain Text"),
                            ("boolean", "Boolean"),
                        ],
                        default="dropdown",
                        max_length=50,
                    ),
                ),
                ("value_required", models.BooleanField(blank=True, default=False)),
                ("is_variant_only", models.BooleanField(blank=True, default=False)),
                ("visible_in_storefront", models.BooleanField(blank=True, default=True)),
                ("filterable_in_storefront", models.BooleanField(blank=True, default=False)),
                ("filterable_in_dashboard", models.BooleanField(blank=True, default=False)),
                ("storefront_search_position", models.IntegerField(blank=True, default=0)),
                ("available_in_grid", models.BooleanField(blank=True, default=False)),
            ],
            options={
                "ordering": ("storefront_search_position", "slug"),
            },
        ),
        migrations.CreateModel(
            name="AttributeProduct",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(db_index=True, editable=False, null=True)),
                (
                    "attribute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attributeproduct",
                        to="attribute.attribute",
                    ),
                ),
                (
                    "product_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attributeproduct",
                        to="product.producttype",
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "pk"),
                "unique_together": {("attribute", "product_type")},
            },
        ),
        migrations.AddField(
            model_name="attribute",
            name="product_types",
            field=models.ManyToManyField(
                blank=True,
                related_name="product_attributes",
                through="attribute.AttributeProduct",
                through_fields=("attribute", "product_type"),
                to="product.producttype",
            ),
        ),
        migrations.CreateModel(
            name="AttributeValue",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "external_reference",
                    models.CharField(blank=True, db_index=True, max_length=250, null=True, unique=True),
                ),
                ("sort_order", models.IntegerField(db_index=True, editable=False, null=True)),
                ("name", models.CharField(max_length=250)),
                ("value", models.CharField(blank=True, default="", max_length=255)),
                ("slug", models.SlugField(allow_unicode=True, max_length=255)),
                ("plain_text", models.TextField(blank=True, null=True)),
                ("boolean", models.BooleanField(blank=True, null=True)),
                ("numeric", models.FloatField(blank=True, null=True)),
                (
                    "attribute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="values", to="attribute.attribute"
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "pk"),
                "unique_together": {("slug", "attribute")},
            },
        ),
        migrations.CreateModel(
            name="AssignedProductAttributeValue",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(db_index=True, editable=False, null=True)),
                (
                    "product",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attributevalues",
                        to="product.product",
                    ),
                ),
                (
                    "value",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="productvalueassignment",
                        to="attribute.attributevalue",
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "pk"),
                "indexes": [models.Index(fields=["product"], name="assignedprodattrval_product")],
                "unique_together": {("value", "product")},
            },
        ),
    ]
