"""Custom fields and what contacts hold in them, the history of tags, and operations over many contacts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .models import Contact


class FieldType(models.TextChoices):
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATE_TIME = "date_time"
    CHOICE = "choice"
    MANY_CHOICE = "many_choice"


class CustomField(models.Model):
    """A property of contacts that the shop made up; choices is a list of {"value": ..., "label": ...}.

    Mails show it as contact.fields.<slug>, so the slug is a name: lower-case letters, digits and underscores.
    """

    slug = models.CharField(max_length=63, unique=True)
    name = models.CharField(max_length=250)
    type = models.CharField(max_length=16, choices=FieldType.choices)
    choices = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class FieldValue(models.Model):
    """What one contact holds in one field: the column of the field's type is filled, the others are empty.

    A choice is kept by its value in text_value, several in choices_value. No row means no value.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="field_values")
    field = models.ForeignKey(CustomField, on_delete=models.CASCADE, related_name="values", db_index=False)
    text_value = models.CharField(max_length=500, null=True)
    number_value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    boolean_value = models.BooleanField(null=True)
    date_value = models.DateField(null=True)
    datetime_value = models.DateTimeField(null=True)
    choices_value = ArrayField(models.CharField(max_length=100), null=True)
    source = models.CharField(max_length=64, default="")
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["field", "contact"], name="autom_field_value_once")]
        indexes = [
            # segments and date triggers: everybody whose field holds, or lies between
            models.Index(
                fields=["field", "text_value"],
                condition=Q(text_value__isnull=False),
                name="autom_field_text",
            ),
            models.Index(
                fields=["field", "number_value"],
                condition=Q(number_value__isnull=False),
                name="autom_field_number",
            ),
            models.Index(
                fields=["field", "date_value"],
                condition=Q(date_value__isnull=False),
                name="autom_field_date",
            ),
            models.Index(
                fields=["field", "datetime_value"],
                condition=Q(datetime_value__isnull=False),
                name="autom_field_datetime",
            ),
        ]


class TagPeriod(models.Model):
    """From when to when a contact had a tag, and by whom; outlives the tag, so it keeps the name."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="tag_periods")
    tag_id = models.BigIntegerField()
    tag_name = models.CharField(max_length=100)
    assigned_at = models.DateTimeField()
    assigned_by = models.CharField(max_length=64, default="")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=64, default="")

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            # a contact has a tag once at a time; serves the end of a period as well
            models.UniqueConstraint(
                fields=["tag_id", "contact"],
                condition=Q(removed_at__isnull=True),
                name="autom_tag_period_open_once",
            ),
        ]


class OperationState(models.TextChoices):
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class BulkOperation(models.Model):
    """One deed over many contacts, done by the pass in batches; cursor is the last contact it came to.

    The cursor moves in the transaction of its batch, so that whoever takes the operation up goes on where it stood.
    audience: {"segment": slug}, {"condition": {...}} or {"contacts": [ids]}; total_count is what it was when the
    operation began.
    """

    kind = models.CharField(max_length=32)
    parameters = models.JSONField(default=dict)
    audience = models.JSONField(default=dict)
    source = models.CharField(max_length=64, default="")
    state = models.CharField(max_length=16, choices=OperationState.choices, default=OperationState.WAITING)
    total_count = models.BigIntegerField(null=True)
    seen_count = models.BigIntegerField(default=0)
    changed_count = models.BigIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    problem = models.TextField(default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # the pass: what is not finished, oldest first
            models.Index(fields=["id"], condition=Q(state="waiting"), name="autom_operation_waiting"),
        ]
