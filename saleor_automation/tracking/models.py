"""Which message an order is credited to."""

from django.db import models


class Attribution(models.Model):
    """The last touch before an order: a click within the window, or a coupon that came with a message."""

    order_id = models.UUIDField(primary_key=True)
    contact_id = models.BigIntegerField()
    message_id = models.BigIntegerField(null=True)
    journey_id = models.BigIntegerField(null=True)
    touch = models.CharField(max_length=16)
    touched_at = models.DateTimeField()
    ordered_at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=20, decimal_places=3)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [models.Index(fields=["journey_id", "ordered_at"], name="autom_attribution_journey")]
