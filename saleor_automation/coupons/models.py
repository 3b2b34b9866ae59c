"""Coupon policies, the terms each coupon was given under, every coupon of a person, and drawn contests."""

from django.db import models


class CouponKind(models.TextChoices):
    PERCENTAGE = "percentage"
    FIXED = "fixed"
    FREE_SHIPPING = "free_shipping"
    CHEAPEST_ITEM = "cheapest_item"
    GIFT_PRODUCT = "gift_product"
    MEMBERSHIP = "membership"
    CONTEST_ENTRY = "contest_entry"


class CouponPolicy(models.Model):
    """What the marketer sees as one coupon: its name, the terms it is given under now, and how much it may cost.

    terms is the newest CouponTerms; coupons keep those they were given under. is_exclusive says that its coupons are
    counted one worker at a time, because they are limited or one to a customer; only then issued_count and
    reserved are kept: the codes ever given, and by currency what open and used ones cost at most.
    """

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=16, choices=CouponKind.choices)
    terms = models.ForeignKey(
        "automation.CouponTerms", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    is_paused = models.BooleanField(default=False)
    is_exclusive = models.BooleanField(default=False)
    issued_count = models.PositiveIntegerField(default=0)
    reserved = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class CouponTerms(models.Model):
    """One version of a policy, never changed: see coupons/definition.py for what definition says."""

    policy = models.ForeignKey(CouponPolicy, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["policy", "number"], name="autom_coupon_terms_number"),
        ]


class Counted(models.TextChoices):
    """What a coupon counts for in the budget of its policy."""

    HELD = "held"
    SPENT = "spent"
    FREE = "free"


class Coupon(models.Model):
    """One coupon of one person; the key makes the same run give the same coupon.

    expires_on is the last day it is good for, where the person lives; expires_at the end of that day. Both are empty
    for a membership that lasts. code is empty for a membership, and the number of an entry in a contest. remind_at
    and settle_at are timers: of the event coupon_expiring, and of the pass that counts and cleans up what is over.
    """

    key = models.CharField(max_length=120, unique=True)
    policy = models.ForeignKey(CouponPolicy, on_delete=models.PROTECT, related_name="coupons", db_index=False)
    terms = models.ForeignKey(CouponTerms, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact_id = models.BigIntegerField()
    enrollment_id = models.BigIntegerField(null=True)
    voucher_id = models.IntegerField(null=True)
    code = models.CharField(max_length=255, null=True, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    redeemed_at = models.DateTimeField(null=True)
    order_id = models.UUIDField(null=True)
    discount_amount = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    discount_currency = models.CharField(max_length=3, default="", db_default="")
    revoked_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    settle_at = models.DateTimeField(null=True)
    counted = models.CharField(max_length=8, choices=Counted.choices, default=Counted.HELD, db_default=Counted.HELD)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            models.Index(fields=["contact_id", "issued_at"], name="autom_coupon_contact"),
            models.Index(fields=["enrollment_id"], name="autom_coupon_enrollment"),
            # the coupons of a policy, newest first, and the draw among the entries of a contest
            models.Index(fields=["policy", "issued_at", "id"], name="autom_coupon_policy"),
            # all coupons, newest first
            models.Index(fields=["issued_at", "id"], name="autom_coupon_newest"),
            # the coupon of an order that is cancelled
            models.Index(fields=["order_id"], condition=models.Q(order_id__isnull=False), name="autom_coupon_order"),
            models.Index(fields=["remind_at"], condition=models.Q(remind_at__isnull=False), name="autom_coupon_remind"),
            models.Index(fields=["settle_at"], condition=models.Q(settle_at__isnull=False), name="autom_coupon_settle"),
        ]


class ContestDraw(models.Model):
    """One draw among the entries of a contest, with all it takes to draw again and come to the same winners.

    winners are the coupon ids in the order drawn; entries_count and entries_hash are of the entries taken part.
    """

    policy = models.ForeignKey(CouponPolicy, on_delete=models.CASCADE, related_name="draws")
    seed = models.CharField(max_length=100)
    entered_until = models.DateTimeField()
    entries_count = models.PositiveIntegerField()
    entries_hash = models.CharField(max_length=64)
    winners = models.JSONField(default=list)
    drawn_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
