"""Coupon policies on top of Saleor vouchers, and each code that was given to a person."""

from django.db import models


class CouponKind(models.TextChoices):
    PERCENTAGE = "percentage"
    FIXED = "fixed"
    FREE_SHIPPING = "free_shipping"


class CouponPolicy(models.Model):
    """What a coupon is worth and how long; amounts are one percentage, or money by currency code.

    value: {"percentage": "10"} or {"USD": "5.00", "EUR": "5.00"}; minimum_spend: {"USD": "30.00", ...}.
    """

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=16, choices=CouponKind.choices)
    value = models.JSONField(default=dict)
    minimum_spend = models.JSONField(default=dict)
    valid_days = models.PositiveIntegerField()
    prefix = models.CharField(max_length=12, default="")
    issue_limit = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class Coupon(models.Model):
    """One code of one person; the key makes the same run give the same code."""

    key = models.CharField(max_length=120, unique=True)
    policy = models.ForeignKey(CouponPolicy, on_delete=models.PROTECT, related_name="coupons")
    contact_id = models.BigIntegerField()
    enrollment_id = models.BigIntegerField(null=True)
    voucher_id = models.IntegerField()
    code = models.CharField(max_length=255, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    redeemed_at = models.DateTimeField(null=True)
    order_id = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            models.Index(fields=["contact_id", "issued_at"], name="autom_coupon_contact"),
            models.Index(fields=["enrollment_id"], name="autom_coupon_enrollment"),
        ]
