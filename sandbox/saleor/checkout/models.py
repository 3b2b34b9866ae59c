from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django_countries.fields import CountryField

from ..channel.models import Channel
from ..core.models import ModelWithMetadata
from ..permission.enums import CheckoutPermissions
from ..product.models import ProductVariant
from . import CheckoutAuthorizeStatus, CheckoutChargeStatus


def get_default_country() -> str:
    return settings.DEFAULT_COUNTRY


def _amount(**options):
    if not options.get("null"):
        options.setdefault("default", Decimal("0"))
    return models.DecimalField(
        max_digits=settings.DEFAULT_MAX_DIGITS, decimal_places=settings.DEFAULT_DECIMAL_PLACES, **options
    )


class Checkout(models.Model):
    """A cart. The row is deleted when it becomes an order."""

    created_at = models.DateTimeField(auto_now_add=True)
    last_change = models.DateTimeField(auto_now=True, db_index=True)
    completing_started_at = models.DateTimeField(blank=True, null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, blank=True, null=True, related_name="checkouts", on_delete=models.CASCADE
    )
    email = models.EmailField(blank=True, null=True)
    token = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    channel = models.ForeignKey(Channel, related_name="checkouts", on_delete=models.PROTECT)
    billing_address = models.ForeignKey(
        "account.Address", related_name="+", editable=False, null=True, on_delete=models.SET_NULL
    )
    shipping_address = models.ForeignKey(
        "account.Address", related_name="+", editable=False, null=True, on_delete=models.SET_NULL
    )
    note = models.TextField(blank=True, default="")
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    country = CountryField(default=get_default_country)

    # What the customer would pay now; kept up to date by saleor.checkout.calculations.
    total_net_amount = _amount()
    total_gross_amount = _amount()
    base_total_amount = _amount()
    subtotal_net_amount = _amount()
    subtotal_gross_amount = _amount()
    base_subtotal_amount = _amount()
    shipping_price_net_amount = _amount()
    shipping_price_gross_amount = _amount()
    price_expiration = models.DateTimeField(default=timezone.now)

    authorize_status = models.CharField(
        max_length=32,
        default=CheckoutAuthorizeStatus.NONE,
        choices=CheckoutAuthorizeStatus.CHOICES,
        db_index=True,
    )
    charge_status = models.CharField(
        max_length=32,
        default=CheckoutChargeStatus.NONE,
        choices=CheckoutChargeStatus.CHOICES,
        db_index=True,
    )
    discount_amount = _amount()
    discount_name = models.CharField(max_length=255, blank=True, null=True)
    voucher_code = models.CharField(max_length=255, blank=True, null=True)
    is_voucher_usage_increased = models.BooleanField(default=False)
    redirect_url = models.URLField(blank=True, null=True)
    tracking_code = models.CharField(max_length=255, blank=True, null=True)
    language_code = models.CharField(max_length=35, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)

    class Meta:
        ordering = ("-last_change", "pk")
        permissions = (
            (CheckoutPermissions.MANAGE_CHECKOUTS.codename, "Manage checkouts"),
            (CheckoutPermissions.HANDLE_CHECKOUTS.codename, "Handle checkouts"),
            (CheckoutPermissions.HANDLE_TAXES.codename, "Handle taxes"),
            (CheckoutPermissions.MANAGE_TAXES.codename, "Manage taxes"),
        )
        indexes = [models.Index(fields=["created_at"], name="idx_checkout_created_at")]

    def __iter__(self):
        return iter(self.lines.all())

    def get_customer_email(self) -> str | None:
        if self.email:
            return self.email
        return self.user.email if self.user else None

    def is_shipping_required(self) -> bool:
        return any(line.variant.is_shipping_required() for line in self)


class CheckoutLine(ModelWithMetadata):
    id = models.UUIDField(primary_key=True, editable=False, unique=True, default=uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    checkout = models.ForeignKey(Checkout, related_name="lines", on_delete=models.CASCADE)
    variant = models.ForeignKey(ProductVariant, related_name="+", on_delete=models.CASCADE)
    quantity = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    is_gift = models.BooleanField(default=False)
    price_override = _amount(blank=True, null=True)
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    undiscounted_unit_price_amount = _amount()
    prior_unit_price_amount = _amount(blank=True, null=True)
    total_price_net_amount = _amount()
    total_price_gross_amount = _amount()

    class Meta:
        ordering = ("created_at", "id")


class CheckoutMetadata(ModelWithMetadata):
    """The metadata of a checkout: apart, so that storing it does not touch the checkout's row."""

    checkout = models.OneToOneField(Checkout, related_name="metadata_storage", on_delete=models.CASCADE)
