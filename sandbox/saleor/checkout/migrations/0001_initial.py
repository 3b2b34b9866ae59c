import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import saleor.checkout.models
import saleor.core.utils.json_serializer
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("account", "0001_initial"),
        ("channel", "0001_initial"),
        ("product", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkout",
            fields=[
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("last_change", models.DateTimeField(auto_now=True, db_index=True)),
                ("completing_started_at", models.DateTimeField(blank=True, null=True)),
                ("email", models.EmailField(blank=True, max_length=254, null=True)),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("note", models.TextField(blank=True, default="")),
                ("currency", models.CharField(max_length=3)),
                (
                    "country",
                    django_countries.fields.CountryField(
                        default=saleor.checkout.models.get_default_country, max_length=2
                    ),
                ),
                ("total_net_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("total_gross_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("base_total_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("subtotal_net_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("subtotal_gross_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("base_subtotal_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                (
                    "shipping_price_net_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20),
                ),
                (
                    "shipping_price_gross_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20),
                ),
                ("price_expiration", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "authorize_status",
                    models.CharField(
                        choices=[
                            ("none", "The checkout is not authorized"),
                            ("partial", "The checkout is partially authorized"),
                            ("full", "The checkout is fully authorized"),
                        ],
                        db_index=True,
                        default="none",
                        max_length=32,
                    ),
                ),
                (
                    "charge_status",
                    models.CharField(
                        choices=[
                            ("none", "The checkout is not charged"),
                            ("partial", "The checkout is partially charged"),
                            ("full", "The checkout is fully charged"),
                            ("overcharged", "The checkout is overcharged"),
                        ],
                        db_index=True,
                        default="none",
                        max_length=32,
                    ),
                ),
                ("discount_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("discount_name", models.CharField(blank=True, max_length=255, null=True)),
                ("voucher_code", models.CharField(blank=True, max_length=255, null=True)),
                ("is_voucher_usage_increased", models.BooleanField(default=False)),
                ("redirect_url", models.URLField(blank=True, null=True)),
                ("tracking_code", models.CharField(blank=True, max_length=255, null=True)),
                (
                    "language_code",
                    models.CharField(
                        choices=[
                            ("de", "German"),
                            ("de-at", "German (Austria)"),
                            ("en", "English"),
                            ("en-gb", "English (United Kingdom)"),
                            ("en-us", "English (United States)"),
                            ("es", "Spanish"),
                            ("fr", "French"),
                            ("it", "Italian"),
                            ("it-ch", "Italian (Switzerland)"),
                            ("nl", "Dutch"),
                            ("pl", "Polish"),
                            ("pt", "Portuguese"),
                            ("pt-br", "Portuguese (Brazil)"),
                        ],
                        default="en",
                        max_length=35,
                    ),
                ),
                (
                    "billing_address",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="account.address",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checkouts", to="channel.channel"
                    ),
                ),
                (
                    "shipping_address",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="account.address",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checkouts",
                        to="account.user",
                    ),
                ),
            ],
            options={
                "ordering": ("-last_change", "pk"),
                "permissions": (
                    ("manage_checkouts", "Manage checkouts"),
                    ("handle_checkouts", "Handle checkouts"),
                    ("handle_taxes", "Handle taxes"),
                    ("manage_taxes", "Manage taxes"),
                ),
            },
        ),
        migrations.CreateModel(
            name="CheckoutLine",
            fields=[
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
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("quantity", models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                ("is_gift", models.BooleanField(default=False)),
                ("price_override", models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True)),
                ("currency", models.CharField(max_length=3)),
                (
                    "undiscounted_unit_price_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20),
                ),
                (
                    "prior_unit_price_amount",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=20, null=True),
                ),
                ("total_price_net_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                (
                    "total_price_gross_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20),
                ),
                (
                    "checkout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="checkout.checkout"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="product.productvariant"
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="CheckoutMetadata",
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
                    "checkout",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="metadata_storage",
                        to="checkout.checkout",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="checkout",
            index=models.Index(fields=["created_at"], name="idx_checkout_created_at"),
        ),
    ]
