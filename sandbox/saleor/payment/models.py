"""Money that moved. Orders are paid with a Payment or, in the newer way, with TransactionItems."""

from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.db import models

from ..checkout.models import Checkout
from ..core.models import ModelWithMetadata
from ..order.models import Order
from . import ChargeStatus


def _amount(default: str):
    return models.DecimalField(
        max_digits=settings.DEFAULT_MAX_DIGITS,
        decimal_places=settings.DEFAULT_DECIMAL_PLACES,
        default=Decimal(default),
    )


class TransactionItem(ModelWithMetadata):
    token = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    name = models.CharField(max_length=512, blank=True, null=True, default="")
    psp_reference = models.CharField(max_length=512, blank=True, null=True)
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    charged_value = _amount("0")
    authorized_value = _amount("0")
    refunded_value = _amount("0")
    canceled_value = _amount("0")
    checkout = models.ForeignKey(Checkout, null=True, related_name="payment_transactions", on_delete=models.SET_NULL)
    order = models.ForeignKey(Order, related_name="payment_transactions", null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ("pk",)


class Payment(ModelWithMetadata):
    gateway = models.CharField(max_length=255)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    charge_status = models.CharField(max_length=20, choices=ChargeStatus.CHOICES, default=ChargeStatus.NOT_CHARGED)
    token = models.CharField(max_length=512, blank=True, default="")
    total = _amount("0.0")
    captured_amount = _amount("0.0")
    currency = models.CharField(max_length=settings.DEFAULT_CURRENCY_CODE_LENGTH)
    checkout = models.ForeignKey(Checkout, null=True, related_name="payments", on_delete=models.SET_NULL)
    order = models.ForeignKey(Order, null=True, related_name="payments", on_delete=models.PROTECT)
    billing_email = models.EmailField(blank=True)
    psp_reference = models.CharField(max_length=512, null=True, blank=True, db_index=True)

    class Meta:
        ordering = ("pk",)
        permissions = (("handle_payments", "Handle payments"),)
