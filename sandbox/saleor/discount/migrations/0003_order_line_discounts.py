import uuid
from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

TYPES = [
    ("sale", "Sale"),
    ("voucher", "Voucher"),
    ("manual", "Manual"),
    ("promotion", "Promotion"),
    ("order_promotion", "Order promotion"),
]


class Migration(migrations.Migration):
    dependencies = [("discount", "0002_connect_vouchers"), ("order", "0002_connect_orders")]

    operations = [
        migrations.CreateModel(
            name="OrderLineDiscount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, unique=True
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("type", models.CharField(choices=TYPES, default="manual", max_length=64)),
                (
                    "value_type",
                    models.CharField(choices=[("fixed", "fixed"), ("percentage", "%")], default="fixed", max_length=10),
                ),
                ("value", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                ("amount_value", models.DecimalField(decimal_places=3, default=Decimal("0.0"), max_digits=20)),
                ("currency", models.CharField(max_length=3)),
                ("name", models.CharField(blank=True, max_length=255, null=True)),
                ("reason", models.TextField(blank=True, null=True)),
                ("voucher_code", models.CharField(blank=True, max_length=255, null=True)),
                ("unique_type", models.CharField(blank=True, choices=TYPES, max_length=64, null=True)),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discounts",
                        to="order.orderline",
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="discount.voucher",
                    ),
                ),
            ],
            options={"ordering": ("created_at", "id")},
        ),
        migrations.AddConstraint(
            model_name="orderlinediscount",
            constraint=models.UniqueConstraint(
                fields=("line_id", "unique_type"), name="unique_orderline_discount_type"
            ),
        ),
    ]
