"""Hints from the shop, what we know of its orders and checkouts, and the log of what happened."""

from django.db import models


class Hint(models.Model):
    """A hook's one INSERT: some shop object may have changed. Taken by the next pass, then deleted.

    One that cannot be taken is set aside with its problem written down.
    """

    kind = models.CharField(max_length=32)
    object_id = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    problem = models.TextField(default="", db_default="")

    class Meta:
        app_label = "automation"
        default_permissions = ()


class Purchase(models.Model):
    """One order of the shop and which of its turns we have turned into events.

    The *_at columns are the guard that makes each turn happen once; contact is filled in when the event of
    placing it is processed.
    """

    order_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=64, default="")
    email = models.CharField(max_length=254, default="")
    user_id = models.IntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    channel_slug = models.CharField(max_length=255, default="")
    currency = models.CharField(max_length=3, default="")
    gross_amount = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    net_amount = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    refunded_amount = models.DecimalField(max_digits=20, decimal_places=3, default=0, db_default=0)
    voucher_code = models.CharField(max_length=255, default="")
    checkout_token = models.CharField(max_length=36, default="")
    placed_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    fulfilled_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    """Whose it was has been erased: the row stays so that the order is not taken in again, and says nothing more."""

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # "did this person order between A and B" in segments, reports and the holdout
            models.Index(fields=["contact_id", "placed_at"], name="autom_purchase_contact"),
            # attribution by coupon code
            models.Index(
                fields=["voucher_code"],
                condition=~models.Q(voucher_code=""),
                name="autom_purchase_voucher_code",
            ),
        ]


class Cart(models.Model):
    """One checkout of the shop; idle_at is the timer after which it counts as abandoned."""

    checkout_id = models.UUIDField(primary_key=True)
    email = models.CharField(max_length=254, default="")
    user_id = models.IntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    channel_slug = models.CharField(max_length=255, default="")
    currency = models.CharField(max_length=3, default="")
    total_amount = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    started_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    idle_at = models.DateTimeField(null=True)
    abandoned_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # the pass that looks for carts gone idle
            models.Index(fields=["idle_at"], condition=models.Q(idle_at__isnull=False), name="autom_cart_due"),
            # the carts of somebody who is exported or erased, and what a product list leaves out because it is in them
            models.Index(fields=["email"], condition=~models.Q(email=""), name="autom_cart_email"),
            # the open carts of a person
            models.Index(fields=["contact_id", "changed_at"], name="autom_cart_contact"),
        ]


class SweepMark(models.Model):
    """How far a sweep or a backfill has read; cursor is the primary key of the last row at that moment."""

    name = models.CharField(max_length=64, primary_key=True)
    read_until = models.DateTimeField(null=True)
    cursor = models.CharField(max_length=64, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()


class Event(models.Model):
    """Something that happened, once. In PostgreSQL the table is partitioned by month of occurred_at.

    key names the happening; (key, occurred_at) is unique, so recording the same happening again does nothing.
    processed_at is empty until the pass has identified the contact, counted it and told the journeys.
    """

    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True)
    problem = models.TextField(default="")
    contact_id = models.BigIntegerField(null=True)
    email = models.CharField(max_length=254, default="")
    user_id = models.IntegerField(null=True)
    visitor_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    checkout_id = models.UUIDField(null=True)
    product_id = models.IntegerField(null=True)
    message_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["key", "occurred_at"], name="autom_event_happens_once"),
        ]
        indexes = [
            # the pass: what is not processed yet, oldest first; a poisoned event (problem set) waits for a person
            models.Index(
                fields=["occurred_at", "id"],
                condition=models.Q(processed_at__isnull=True, problem=""),
                name="autom_event_unprocessed",
            ),
            # what was set aside, for health and for trying again
            models.Index(fields=["id"], condition=~models.Q(problem=""), name="autom_event_problem"),
            # the timeline of a contact, and "X happened N times within D days"
            models.Index(fields=["contact_id", "kind", "occurred_at"], name="autom_event_contact_kind"),
            # events of a visitor waiting to be identified
            models.Index(
                fields=["visitor_id"],
                condition=models.Q(contact_id__isnull=True, visitor_id__isnull=False),
                name="autom_event_visitor_unknown",
            ),
        ]
