from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django_countries.fields import CountryField

from ..channel.models import Channel
from ..core.models import ModelWithMetadata
from ..permission.enums import DiscountPermissions
from . import DiscountType, DiscountValueType, VoucherType


def _amount(**options):
    return models.DecimalField(
        max_digits=settings.DEFAULT_MAX_DIGITS, decimal_places=settings.DEFAULT_DECIMAL_PLACES, **options
    )


class NotApplicable(ValueError):
    """Raised when a voucher exists but may not be used; the text is shown to the customer."""

    def __init__(self, msg: str, min_spent=None, min_checkout_items_quantity=None):
        super().__init__(msg)
        self.min_spent = min_spent
        self.min_checkout_items_quantity = min_checkout_items_quantity


class VoucherQueryset(models.QuerySet):
    def active(self, date, validate_usage_limit=True):
        is_active = (Q(end_date__isnull=True) | Q(end_date__gte=date)) & Q(start_date__lte=date)
        if validate_usage_limit:
            used = (
                VoucherCode.objects.filter(voucher_id=OuterRef("pk"))
                .order_by()
                .values("voucher_id")
                .annotate(total=Sum("used"))
                .values("total")
            )
            is_active &= Q(usage_limit__isnull=True) | Q(usage_limit__gt=Subquery(used))
        return self.filter(is_active)

    def active_in_channel(self, date, channel_slug: str, validate_usage_limit=True):
        listings = VoucherChannelListing.objects.filter(channel__slug=channel_slug, channel__is_active=True).values(
            "voucher_id"
        )
        return self.active(date, validate_usage_limit).filter(pk__in=listings)


class Voucher(ModelWithMetadata):
    type = models.CharField(max_length=20, choices=VoucherType.CHOICES, default=VoucherType.ENTIRE_ORDER)
    name = models.CharField(max_length=255, null=True, blank=True)
    usage_limit = models.PositiveIntegerField(null=True, blank=True)
    start_date = models.DateTimeField(default=timezone.now)
    end_date = models.DateTimeField(null=True, blank=True)
    apply_once_per_order = models.BooleanField(default=False)
    apply_once_per_customer = models.BooleanField(default=False)
    single_use = models.BooleanField(default=False)
    only_for_staff = models.BooleanField(default=False)
    discount_value_type = models.CharField(
        max_length=10, choices=DiscountValueType.CHOICES, default=DiscountValueType.FIXED
    )
    countries = CountryField(multiple=True, blank=True)
    min_checkout_items_quantity = models.PositiveIntegerField(null=True, blank=True)
    products = models.ManyToManyField("product.Product", blank=True)
    variants = models.ManyToManyField("product.ProductVariant", blank=True)
    collections = models.ManyToManyField("product.Collection", blank=True)
    categories = models.ManyToManyField("product.Category", blank=True)

    objects = VoucherQueryset.as_manager()

    class Meta:
        ordering = ("name", "pk")

    @property
    def code(self) -> str | None:
        code = self.codes.last()
        return code.code if code else None

    @property
    def promo_codes(self) -> list[str]:
        return list(self.codes.values_list("code", flat=True))


class VoucherCode(models.Model):
    id = models.UUIDField(primary_key=True, editable=False, unique=True, default=uuid4)
    code = models.CharField(max_length=255, unique=True, db_index=True)
    used = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    voucher = models.ForeignKey(Voucher, related_name="codes", on_delete=models.CASCADE, db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["voucher"], name="vouchercode_voucher_idx")]
        ordering = ("-created_at", "code")

    def __str__(self):
        return self.code


class VoucherChannelListing(models.Model):
    voucher = models.ForeignKey(Voucher, related_name="channel_listings", on_delete=models.CASCADE)
    channel = models.ForeignKey(Channel, related_name="voucher_listings", on_delete=models.CASCADE)
    discount_value = _amount()
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    min_spent_amount = _amount(blank=True, null=True)

    class Meta:
        unique_together = (("voucher", "channel"),)
        ordering = ("pk",)


class VoucherCustomer(models.Model):
    """Who has used which code: what `apply_once_per_customer` looks at."""

    voucher_code = models.ForeignKey(VoucherCode, related_name="customers", on_delete=models.CASCADE, db_index=False)
    customer_email = models.EmailField()

    class Meta:
        indexes = [models.Index(fields=["voucher_code"], name="vouchercustomer_code_idx")]
        ordering = ("voucher_code", "customer_email", "pk")
        unique_together = (("voucher_code", "customer_email"),)


class Promotion(ModelWithMetadata):
    """A price reduction nobody needs a code for. The miniature applies none; the permission belongs here."""

    id = models.UUIDField(primary_key=True, editable=False, unique=True, default=uuid4)
    name = models.CharField(max_length=255)
    start_date = models.DateTimeField(default=timezone.now)
    end_date = models.DateTimeField(blank=True, null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ("name", "pk")
        permissions = ((DiscountPermissions.MANAGE_DISCOUNTS.codename, "Manage promotions and vouchers."),)


class BaseDiscount(models.Model):
    """A reduction somebody got, kept with its terms because the voucher may change later."""

    id = models.UUIDField(primary_key=True, editable=False, unique=True, default=uuid4)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    type = models.CharField(max_length=64, choices=DiscountType.CHOICES, default=DiscountType.MANUAL)
    value_type = models.CharField(max_length=10, choices=DiscountValueType.CHOICES, default=DiscountValueType.FIXED)
    value = _amount(default=Decimal("0.0"))
    amount_value = _amount(default=Decimal("0.0"))
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    name = models.CharField(max_length=255, null=True, blank=True)
    reason = models.TextField(blank=True, null=True)
    voucher = models.ForeignKey(Voucher, related_name="+", on_delete=models.SET_NULL, null=True, blank=True)
    voucher_code = models.CharField(max_length=255, null=True, blank=True)

    class Meta:
        abstract = True


class OrderDiscount(BaseDiscount):
    """What a whole order got."""

    order = models.ForeignKey("order.Order", related_name="discounts", on_delete=models.CASCADE, null=True, blank=True)

    class Meta:
        ordering = ("created_at", "id")


class OrderLineDiscount(BaseDiscount):
    """What one line of an order got; of each type at most one."""

    line = models.ForeignKey(
        "order.OrderLine", related_name="discounts", on_delete=models.CASCADE, null=True, blank=True
    )
    unique_type = models.CharField(max_length=64, null=True, blank=True, choices=DiscountType.CHOICES)

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["line_id", "unique_type"], name="unique_orderline_discount_type"),
        ]
