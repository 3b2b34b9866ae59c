from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import connection, models
from django.db.models import Max
from django.utils.timezone import now

from ..channel.models import Channel
from ..core.models import ModelWithExternalReference, ModelWithMetadata
from ..discount import DiscountValueType
from ..permission.enums import OrderPermissions
from . import FulfillmentStatus, OrderAuthorizeStatus, OrderChargeStatus, OrderOrigin, OrderStatus


def get_order_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('order_order_number_seq')")
        return cursor.fetchone()[0]


def _amount(**options):
    return models.DecimalField(
        max_digits=settings.DEFAULT_MAX_DIGITS, decimal_places=settings.DEFAULT_DECIMAL_PLACES, **options
    )


class OrderQueryset(models.QuerySet):
    def confirmed(self):
        return self.exclude(status__in=[OrderStatus.DRAFT, OrderStatus.UNCONFIRMED])

    def non_draft(self):
        return self.exclude(status=OrderStatus.DRAFT)

    def drafts(self):
        return self.filter(status=OrderStatus.DRAFT)


class Order(ModelWithMetadata, ModelWithExternalReference):
    id = models.UUIDField(primary_key=True, editable=False, unique=True, default=uuid4)
    number = models.IntegerField(unique=True, default=get_order_number, editable=False)
    use_old_id = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False, db_index=True)
    status = models.CharField(max_length=32, default=OrderStatus.UNFULFILLED, choices=OrderStatus.CHOICES)
    authorize_status = models.CharField(
        max_length=32,
        default=OrderAuthorizeStatus.NONE,
        choices=OrderAuthorizeStatus.CHOICES,
        db_index=True,
    )
    charge_status = models.CharField(
        max_length=32, default=OrderChargeStatus.NONE, choices=OrderChargeStatus.CHOICES, db_index=True
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, blank=True, null=True, related_name="orders", on_delete=models.SET_NULL
    )
    language_code = models.CharField(max_length=35, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    tracking_client_id = models.CharField(max_length=36, blank=True, editable=False)
    billing_address = models.ForeignKey(
        "account.Address", related_name="+", editable=False, null=True, on_delete=models.SET_NULL
    )
    shipping_address = models.ForeignKey(
        "account.Address", related_name="+", editable=False, null=True, on_delete=models.SET_NULL
    )
    user_email = models.EmailField(blank=True, default="")
    origin = models.CharField(max_length=32, choices=OrderOrigin.CHOICES)
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    channel = models.ForeignKey(Channel, related_name="orders", on_delete=models.PROTECT)
    shipping_price_net_amount = _amount(default=Decimal("0.0"), editable=False)
    shipping_price_gross_amount = _amount(default=Decimal("0.0"), editable=False)
    checkout_token = models.CharField(max_length=36, blank=True)
    lines_count = models.PositiveIntegerField()
    total_net_amount = _amount(default=Decimal("0.0"))
    undiscounted_total_net_amount = _amount(default=Decimal("0.0"))
    total_gross_amount = _amount(default=Decimal("0.0"))
    undiscounted_total_gross_amount = _amount(default=Decimal("0.0"))
    total_charged_amount = _amount(default=Decimal("0.0"))
    total_authorized_amount = _amount(default=Decimal("0.0"))
    subtotal_net_amount = _amount(default=Decimal("0"))
    subtotal_gross_amount = _amount(default=Decimal("0"))
    voucher = models.ForeignKey("discount.Voucher", related_name="+", blank=True, null=True, on_delete=models.SET_NULL)
    voucher_code = models.CharField(max_length=255, null=True, blank=True)
    customer_note = models.TextField(blank=True, default="")
    redirect_url = models.URLField(blank=True, null=True)

    objects = OrderQueryset.as_manager()

    class Meta:
        ordering = ("-number",)
        permissions = (
            (OrderPermissions.MANAGE_ORDERS.codename, "Manage orders."),
            (OrderPermissions.MANAGE_ORDERS_IMPORT.codename, "Manage orders import."),
        )
        indexes = [
            models.Index(fields=["created_at"], name="idx_order_created_at"),
            models.Index(fields=["user_email", "user_id"], name="order_user_email_user_id_idx"),
        ]

    def __str__(self):
        return f"#{self.id}"

    def is_fully_paid(self) -> bool:
        return self.total_charged_amount >= self.total_gross_amount

    def get_customer_email(self) -> str:
        return self.user_email if self.user_email or not self.user_id else self.user.email

    def can_cancel(self) -> bool:
        """An order can be canceled until something of it was fulfilled."""
        is_closed = self.status in {OrderStatus.CANCELED, OrderStatus.DRAFT, OrderStatus.EXPIRED}
        return not is_closed and not self.fulfillments.exclude(status=FulfillmentStatus.CANCELED).exists()


class OrderLine(ModelWithMetadata):
    id = models.UUIDField(primary_key=True, editable=False, unique=True, default=uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    order = models.ForeignKey(Order, related_name="lines", editable=False, on_delete=models.CASCADE)
    variant = models.ForeignKey(
        "product.ProductVariant",
        related_name="order_lines",
        on_delete=models.SET_NULL,
        blank=True,
        null=True,
    )
    product_name = models.CharField(max_length=386)
    variant_name = models.CharField(max_length=255, default="", blank=True)
    translated_product_name = models.CharField(max_length=386, default="", blank=True)
    translated_variant_name = models.CharField(max_length=255, default="", blank=True)
    product_sku = models.CharField(max_length=255, null=True, blank=True)
    # Global id of the variant: stays when the variant is deleted.
    product_variant_id = models.CharField(max_length=255, null=True, blank=True)
    product_type_id = models.IntegerField(null=True, blank=True)
    is_shipping_required = models.BooleanField()
    is_gift_card = models.BooleanField()
    quantity = models.IntegerField(validators=[MinValueValidator(1)])
    quantity_fulfilled = models.IntegerField(validators=[MinValueValidator(0)], default=0)
    is_gift = models.BooleanField(default=False)
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    unit_discount_amount = _amount(default=Decimal("0.0"))
    unit_discount_type = models.CharField(max_length=10, choices=DiscountValueType.CHOICES, null=True, blank=True)
    unit_discount_reason = models.TextField(blank=True, null=True)
    unit_price_net_amount = _amount()
    unit_discount_value = _amount(default=Decimal("0.0"))
    unit_price_gross_amount = _amount()
    total_price_net_amount = _amount()
    total_price_gross_amount = _amount()
    undiscounted_unit_price_gross_amount = _amount(default=Decimal("0.0"))
    undiscounted_unit_price_net_amount = _amount(default=Decimal("0.0"))
    undiscounted_total_price_gross_amount = _amount(default=Decimal("0.0"))
    undiscounted_total_price_net_amount = _amount(default=Decimal("0.0"))
    voucher_code = models.CharField(max_length=255, null=True, blank=True)
    sale_id = models.CharField(max_length=255, null=True, blank=True)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self):
        return f"{self.product_name} ({self.variant_name})" if self.variant_name else self.product_name

    @property
    def quantity_unfulfilled(self) -> int:
        return self.quantity - self.quantity_fulfilled


class Fulfillment(ModelWithMetadata):
    fulfillment_order = models.PositiveIntegerField(editable=False)
    order = models.ForeignKey(Order, related_name="fulfillments", editable=False, on_delete=models.CASCADE)
    status = models.CharField(max_length=32, default=FulfillmentStatus.FULFILLED, choices=FulfillmentStatus.CHOICES)
    tracking_number = models.CharField(max_length=255, default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def save(self, *args, **kwargs):
        """Number the parcels of an order 1, 2, 3..."""
        if not self.pk:
            last = self.order.fulfillments.aggregate(last=Max("fulfillment_order"))["last"]
            self.fulfillment_order = (last or 0) + 1
        super().save(*args, **kwargs)


class FulfillmentLine(models.Model):
    order_line = models.ForeignKey(OrderLine, related_name="fulfillment_lines", on_delete=models.CASCADE)
    fulfillment = models.ForeignKey(Fulfillment, related_name="lines", on_delete=models.CASCADE)
    quantity = models.PositiveIntegerField()
    stock = models.ForeignKey(
        "warehouse.Stock",
        related_name="fulfillment_lines",
        on_delete=models.SET_NULL,
        blank=True,
        null=True,
    )
