"""What journeys send to others than the contact: notices to the team and webhook calls."""

from django.db import models


class DispatchKind(models.TextChoices):
    EMAIL = "email"
    SERVICES = "services"
    WEBHOOK = "webhook"


class DispatchState(models.TextChoices):
    QUEUED = "queued"
    HANDING = "handing"
    DELIVERED = "delivered"
    UNKNOWN = "unknown"
    FAILED = "failed"


class Dispatch(models.Model):
    """One notice or call, planned, handed over, or given up with its reason; the key makes it exist once.

    State: queued → handing → delivered, unknown or failed. target is an address of the team or a URL, and empty for the
    services in the plugin's settings. What is told of the contact is read when it is handed over and kept nowhere.
    about holds the ids the run is about, data what the step adds to a call, note what it tells the team.
    """

    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=DispatchKind.choices)
    state = models.CharField(max_length=16, choices=DispatchState.choices, default=DispatchState.QUEUED)
    contact_id = models.BigIntegerField()
    enrollment_id = models.BigIntegerField(null=True)
    journey_id = models.BigIntegerField(null=True)
    step_id = models.CharField(max_length=64, default="")
    target = models.CharField(max_length=2000, default="")
    note = models.TextField(default="")
    about = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    reason = models.CharField(max_length=32, default="")
    detail = models.TextField(default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField()
    send_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key"], name="autom_dispatch_key_once")]
        indexes = [
            # what is due, oldest first
            models.Index(fields=["send_at", "id"], condition=models.Q(state="queued"), name="autom_dispatch_due"),
            # handed over by a worker that never came back
            models.Index(fields=["handed_at"], condition=models.Q(state="handing"), name="autom_dispatch_handing"),
            # what health counts
            models.Index(
                fields=["settled_at"], condition=models.Q(state__in=["failed", "unknown"]), name="autom_dispatch_bad"
            ),
            # what is finished and old
            models.Index(
                fields=["settled_at"], condition=models.Q(settled_at__isnull=False), name="autom_dispatch_settled"
            ),
            # erasing and merging a person
            models.Index(fields=["contact_id"], name="autom_dispatch_contact"),
        ]


class WebhookSecret(models.Model):
    """What calls are signed with. The one without expires_at signs; those before it sign along until they expire."""

    secret = models.CharField(max_length=100)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
