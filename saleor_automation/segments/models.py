"""Saved segments, who is in them, when time alone may change that, and the rebuilding after an edit."""

from django.db import models

from ..contacts.models import Contact


class SegmentState(models.TextChoices):
    BUILDING = "building"
    CURRENT = "current"


class Segment(models.Model):
    """A condition with a name.

    While it is building the members are those of the condition before (none, if it is new): they are exchanged in
    one transaction when all contacts have been asked. build_cursor and refresh_cursor are the contact ids reached.
    known is what the condition was compiled with beyond the contacts: product ids and exchange rates (see knowing.py).
    """

    slug = models.SlugField(max_length=150, unique=True)
    name = models.CharField(max_length=250)
    condition = models.JSONField()
    state = models.CharField(max_length=16, choices=SegmentState.choices, default=SegmentState.BUILDING)
    revision = models.PositiveIntegerField(default=1)
    has_clock = models.BooleanField(default=False)
    known = models.JSONField(default=dict)
    build_cursor = models.BigIntegerField(default=0)
    built_at = models.DateTimeField(null=True)
    refresh_cursor = models.BigIntegerField(null=True)
    refreshed_at = models.DateTimeField(null=True)
    refresh_drift = models.BigIntegerField(default=0)
    last_drift = models.BigIntegerField(null=True)
    problem = models.TextField(default="")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # what a pass has to build
            models.Index(fields=["id"], condition=models.Q(state="building"), name="autom_segment_building"),
        ]


class SegmentMember(models.Model):
    """A contact inside a segment. No constraint towards the contact: an erasure never waits for a segment."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="members", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="segments", db_constraint=False)
    entered_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["segment", "contact"], name="autom_segment_member_once")]
        indexes = [
            # newest first in the list of members
            models.Index(fields=["segment", "-entered_at", "-id"], name="autom_segment_member_newest"),
        ]


class SegmentTimer(models.Model):
    """The first moment at which time alone may change whether a contact is in a segment."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="timers", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    due_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["segment", "contact"], name="autom_segment_timer_once")]
        indexes = [
            # the pass that asks again, oldest first
            models.Index(fields=["due_at"], name="autom_segment_timer_due"),
        ]


class SegmentBuild(models.Model):
    """What a build has found so far: one row for each contact inside, or with a timer, of one revision."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+", db_index=False)
    revision = models.PositiveIntegerField()
    contact_id = models.BigIntegerField()
    is_member = models.BooleanField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["segment", "revision", "contact_id"], name="autom_segment_build_once")
        ]


class SegmentDebt(models.Model):
    """A contact that changed while a segment was building: it is asked again once the build is done."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+")
    contact_id = models.BigIntegerField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
