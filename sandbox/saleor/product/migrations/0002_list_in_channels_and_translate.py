import django.db.models.deletion
import saleor.core.db.fields
import saleor.core.editorjs
import saleor.core.utils.json_serializer
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0001_initial"),
        ("product", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectionChannelListing",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("is_published", models.BooleanField(default=False)),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="collection_listings",
                        to="channel.channel",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channel_listings",
                        to="product.collection",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "unique_together": {("collection", "channel")},
            },
        ),
        migrations.CreateModel(
            name="ProductChannelListing",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("is_published", models.BooleanField(default=False)),
                ("visible_in_listings", models.BooleanField(default=False)),
                ("available_for_purchase_at", models.DateTimeField(blank=True, null=True)),
                ("currency", models.CharField(max_length=3)),
                (
                    "discounted_price_amount",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
                ),
                ("discounted_price_dirty", models.BooleanField(default=False)),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="product_listings",
                        to="channel.channel",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channel_listings",
                        to="product.product",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "unique_together": {("product", "channel")},
            },
        ),
        migrations.CreateModel(
            name="ProductTranslation",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language_code", models.CharField(max_length=35)),
                ("name", models.CharField(blank=True, max_length=250, null=True)),
                (
                    "description",
                    saleor.core.db.fields.SanitizedJSONField(
                        blank=True, null=True, sanitizer=saleor.core.editorjs.clean_editorjs
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="product.product"
                    ),
                ),
            ],
            options={
                "unique_together": {("language_code", "product")},
            },
        ),
        migrations.CreateModel(
            name="ProductVariantChannelListing",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(max_length=3)),
                ("price_amount", models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True)),
                ("cost_price_amount", models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True)),
                ("prior_price_amount", models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True)),
                (
                    "discounted_price_amount",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variant_listings",
                        to="channel.channel",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channel_listings",
                        to="product.productvariant",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "unique_together": {("variant", "channel")},
            },
        ),
        migrations.CreateModel(
            name="ProductVariantTranslation",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language_code", models.CharField(max_length=35)),
                ("name", models.CharField(blank=True, max_length=255)),
                (
                    "product_variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="product.productvariant",
                    ),
                ),
            ],
            options={
                "unique_together": {("language_code", "product_variant")},
            },
        ),
    ]
