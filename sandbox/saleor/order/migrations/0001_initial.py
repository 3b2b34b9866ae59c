import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import saleor.core.utils.json_serializer
import saleor.order.models
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Fulfillment",
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
                ("fulfillment_order", models.PositiveIntegerField(editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("fulfilled", "Fulfilled"),
                            ("refunded", "Refunded"),
                            ("returned", "Returned"),
                            ("replaced", "Replaced"),
                            ("refunded_and_returned", "Refunded and returned"),
                            ("canceled", "Canceled"),
                            ("waiting_for_approval", "Waiting for approval"),
                        ],
                        default="fulfilled",
                        max_length=32,
                    ),
                ),
                ("tracking_number", models.CharField(blank=True, default="", max_length=255)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                    "external_reference",
                    models.CharField(blank=True, db_index=True, max_length=250, null=True, unique=True),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, unique=True
                    ),
                ),
                (
                    "number",
                    models.IntegerField(default=saleor.order.models.get_order_number, editable=False, unique=True),
                ),
                ("use_old_id", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("unconfirmed", "Unconfirmed"),
                            ("unfulfilled", "Unfulfilled"),
                            ("partially fulfilled", "Partially fulfilled"),
                            ("partially_returned", "Partially returned"),
                            ("returned", "Returned"),
                            ("fulfilled", "Fulfilled"),
                            ("canceled", "Canceled"),
                            ("expired", "Expired"),
                        ],
                        default="unfulfilled",
                        max_length=32,
                    ),
                ),
                (
                    "authorize_status",
                    models.CharField(
                        choices=[
                            ("none", "The funds are not authorized"),
                            (
                                "partial",
                                "The funds that are authorized and charged don't cover fully the order's total",
                            ),
                            ("full", "The funds that are authorized and charged fully cover the order's total"),
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
                            ("none", "The order is not charged."),
                            ("partial", "The order is partially charged"),
                            ("full", "The order is fully charged"),
                            ("overcharged", "The order is overcharged"),
                        ],
                        db_index=True,
                        default="none",
                        max_length=32,
                    ),
                ),
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
                ("tracking_client_id", models.CharField(blank=True, editable=False, max_length=36)),
                ("user_email", models.EmailField(blank=True, default="", max_length=254)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("checkout", "Checkout"),
                            ("draft", "Draft"),
                            ("reissue", "Reissue"),
                            ("bulk_create", "Bulk create"),
                        ],
                        max_length=32,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                (
                    "shipping_price_net_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), editable=False, max_digits=20),
                ),
                (
                    "shipping_price_gross_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), editable=False, max_digits=20),
                ),
                ("checkout_token", models.CharField(blank=True, max_length=36)),
                ("lines_count", models.PositiveIntegerField()),
                ("total_net_amount", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                (
                    "undiscounted_total_net_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20),
                ),
                ("total_gross_amount", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                (
                    "undiscounted_total_gross_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20),
                ),
                ("total_charged_amount", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                (
                    "total_authorized_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20),
                ),
                ("subtotal_net_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("subtotal_gross_amount", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("voucher_code", models.CharField(blank=True, max_length=255, null=True)),
                ("customer_note", models.TextField(blank=True, default="")),
                ("redirect_url", models.URLField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-number",),
                "permissions": (("manage_orders", "Manage orders."), ("manage_orders_import", "Manage orders import.")),
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
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
                ("product_name", models.CharField(max_length=386)),
                ("variant_name", models.CharField(blank=True, default="", max_length=255)),
                ("translated_product_name", models.CharField(blank=True, default="", max_length=386)),
                ("translated_variant_name", models.CharField(blank=True, default="", max_length=255)),
                ("product_sku", models.CharField(blank=True, max_length=255, null=True)),
                ("product_variant_id", models.CharField(blank=True, max_length=255, null=True)),
                ("product_type_id", models.IntegerField(blank=True, null=True)),
                ("is_shipping_required", models.BooleanField()),
                ("is_gift_card", models.BooleanField()),
                ("quantity", models.IntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                (
                    "quantity_fulfilled",
                    models.IntegerField(default=0, validators=[django.core.validators.MinValueValidator(0)]),
                ),
                ("is_gift", models.BooleanField(default=False)),
                ("currency", models.CharField(max_length=3)),
                ("unit_discount_amount", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                (
                    "unit_discount_type",
                    models.CharField(
                        blank=True, choices=[("fixed", "fixed"), ("percentage", "%")], max_length=10, null=True
                    ),
                ),
                ("unit_discount_reason", models.TextField(blank=True, null=True)),
                ("unit_price_net_amount", models.DecimalField(decimal_places=3, max_digits=20)),
                ("unit_discount_value", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                ("unit_price_gross_amount", models.DecimalField(decimal_places=3, max_digits=20)),
                ("total_price_net_amount", models.DecimalField(decimal_places=3, max_digits=20)),
                ("total_price_gross_amount", models.DecimalField(decimal_places=3, max_digits=20)),
                (
                    "undiscounted_unit_price_gross_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20),
                ),
                (
                    "undiscounted_unit_price_net_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20),
                ),
                (
                    "undiscounted_total_price_gross_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20),
                ),
                (
                    "undiscounted_total_price_net_amount",
                    models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20),
                ),
                ("voucher_code", models.CharField(blank=True, max_length=255, null=True)),
                ("sale_id", models.CharField(blank=True, max_length=255, null=True)),
            ],
            options={
                "ordering": ("created_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="FulfillmentLine",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveIntegerField()),
                (
                    "fulfillment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="order.fulfillment"
                    ),
                ),
            ],
        ),
    ]
