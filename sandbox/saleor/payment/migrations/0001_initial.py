import uuid
from decimal import Decimal

import django.db.models.deletion
import saleor.core.utils.json_serializer
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("checkout", "0001_initial"),
        ("order", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Payment",
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
                ("gateway", models.CharField(max_length=255)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("modified_at", models.DateTimeField(auto_now=True)),
                (
                    "charge_status",
                    models.CharField(
                        choices=[
                            ("not-charged", "Not charged"),
                            ("pending", "Pending"),
                            ("partially-charged", "Partially charged"),
                            ("fully-charged", "Fully charged"),
                            ("partially-refunded", "Partially refunded"),
                            ("fully-refunded", "Fully refunded"),
                            ("refused", "Refused"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="not-charged",
                        max_length=20,
                    ),
                ),
                ("token", models.CharField(blank=True, default="", max_length=512)),
                ("total", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                ("captured_amount", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                ("currency", models.CharField(max_length=3)),
                ("billing_email", models.EmailField(blank=True, max_length=254)),
                ("psp_reference", models.CharField(blank=True, db_index=True, max_length=512, null=True)),
                (
                    "checkout",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="payments",
                        to="checkout.checkout",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "permissions": (("handle_payments", "Handle payments"),),
            },
        ),
        migrations.CreateModel(
            name="TransactionItem",
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
                ("token", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("modified_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(blank=True, default="", max_length=512, null=True)),
                ("psp_reference", models.CharField(blank=True, max_length=512, null=True)),
                ("currency", models.CharField(max_length=3)),
                ("charged_value", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("authorized_value", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("refunded_value", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                ("canceled_value", models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20)),
                (
                    "checkout",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="payment_transactions",
                        to="checkout.checkout",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_transactions",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
    ]
