"""Templates and the outbox."""

from django.db import models


class MessageState(models.TextChoices):
    QUEUED = "queued"
    HANDING = "handing"
    DELIVERED = "delivered"
    UNKNOWN = "unknown"
    FAILED = "failed"
    SKIPPED = "skipped"
    EXPIRED = "expired"
    GHOST = "ghost"


class Template(models.Model):
    """A mail in every language of the shop; content maps a language code to what messages/content.py validates."""

    slug = models.SlugField(max_length=150, unique=True)
    name = models.CharField(max_length=250)
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class MessageKind(models.TextChoices):
    MARKETING = "marketing"
    REMINDER = "reminder"
    TRANSACTIONAL = "transactional"


class SendingRules(models.Model):
    """What the marketer set in sending_rules.py; one row, or none as long as the defaults are in force."""

    definition = models.JSONField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="autom_sending_rules_one")]


class Message(models.Model):
    """One message to one person, planned, sent or not sent with its reason; the key makes it exist once.

    State: queued → handing → delivered, unknown or failed; or skipped or expired before it was handed over. That of
    somebody who is held out (is_held_out) ends as a ghost instead, settled at the moment it would have gone.
    context holds the ids the message depends on (checkout_id, order_id, coupon_id), truth what must still hold.
    """

    key = models.CharField(max_length=120)
    contact_id = models.BigIntegerField()
    enrollment_id = models.BigIntegerField(null=True)
    journey_id = models.BigIntegerField(null=True)
    step_id = models.CharField(max_length=64, default="")
    template_id = models.BigIntegerField()
    template_revision = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=MessageKind.choices, default=MessageKind.MARKETING)
    transport = models.CharField(max_length=16)
    is_held_out = models.BooleanField(default=False, db_default=False)
    state = models.CharField(max_length=16, choices=MessageState.choices, default=MessageState.QUEUED)
    reason = models.CharField(max_length=32, default="")
    detail = models.TextField(default="")
    # why a block was left out: [{"list": ..., "reason": "too_few_products", "found": 1, "minimum": 3}]
    notes = models.JSONField(default=list, db_default=[])
    context = models.JSONField(default=dict)
    truth = models.JSONField(default=list)
    planned_at = models.DateTimeField()
    send_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    subject = models.CharField(max_length=998, default="")
    language_code = models.CharField(max_length=35, default="")
    opened_at = models.DateTimeField(null=True)
    clicked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        # unique=True would bring a second index of Django's, for LIKE; each index makes every change of state dearer.
        constraints = [models.UniqueConstraint(fields=["key"], name="autom_message_key_once")]
        indexes = [
            # the outbox: what is due, oldest first
            models.Index(fields=["send_at", "id"], condition=models.Q(state="queued"), name="autom_message_due"),
            # the reaper: handed over by a worker that never came back
            models.Index(fields=["handed_at"], condition=models.Q(state="handing"), name="autom_message_handing"),
            # the messages of a person, newest first
            models.Index(fields=["contact_id", "-planned_at"], name="autom_message_contact"),
            # what a run has queued, to take it back when the run ends
            models.Index(fields=["enrollment_id"], name="autom_message_enrollment"),
            # counts per journey
            models.Index(fields=["journey_id", "state", "reason"], name="autom_message_journey_state"),
        ]
