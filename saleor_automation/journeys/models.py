"""Journeys, their immutable versions, the people inside and every decision that was made for them."""

from django.db import models

DEFAULT_HOLDOUT_PERCENT = 10
MOST_HOLDOUT_PERCENT = 50
"""Who holds more people out than they reach runs an experiment, not a journey."""


class JourneyStatus(models.TextChoices):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


class Journey(models.Model):
    """What a marketer sees as one journey. draft is the definition being edited; people run on versions.

    revision counts the changes people made to it: whoever saves says which one they changed, so that of two who edit at
    once the second is told (drafting.py). edited_by ("staff:5") and edited_at are of the latest.
    priority decides whose message goes first when a person may not have all of them; the higher one.
    holdout_percent is the share of people who pass through without effect, so that there is somebody to compare with;
    see holdout.py.
    """

    slug = models.SlugField(max_length=150, unique=True)
    name = models.CharField(max_length=250)
    recipe = models.CharField(max_length=100, default="")
    status = models.CharField(max_length=16, choices=JourneyStatus.choices, default=JourneyStatus.DRAFT)
    priority = models.SmallIntegerField(default=0)
    holdout_percent = models.SmallIntegerField(default=DEFAULT_HOLDOUT_PERCENT, db_default=DEFAULT_HOLDOUT_PERCENT)
    draft = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1, db_default=1)
    edited_by = models.CharField(max_length=64, default="", db_default="")
    edited_at = models.DateTimeField(null=True)
    version = models.ForeignKey("automation.JourneyVersion", null=True, on_delete=models.PROTECT, related_name="+")
    activated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(holdout_percent__gte=0, holdout_percent__lte=MOST_HOLDOUT_PERCENT),
                name="autom_journey_holdout_percent",
            ),
        ]


class JourneyVersion(models.Model):
    """A published definition; a database trigger refuses to change it."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64, default="", db_default="")

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["journey", "number"], name="autom_journey_version_number"),
        ]


class Enrollment(models.Model):
    """A contact inside a journey, at one step; wake_at is the timer that moves it on.

    key tells runs of one person apart (a checkout, an order, or empty); round counts the runs under that key.
    subject holds the ids the run is about (checkout_id, order_id) and what its steps gave (coupon_id).
    event_id is the event that let the person in; entered_by is who did it by hand ("staff:5").
    is_held_out is drawn when the person enters and never changes; see holdout.py.
    """

    # indexed: reports count, and archiving ends, the runs of one journey
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="enrollments")
    # The database does not check it: versions stay as long as their journey, which it does check. A check would lock
    # the one row of the version for each of the thousands who enter; without an index it made deletions read them all.
    version = models.ForeignKey(
        JourneyVersion, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    contact_id = models.BigIntegerField()
    key = models.CharField(max_length=80, default="")
    round = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    is_held_out = models.BooleanField(default=False, db_default=False)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=64, default="", db_default="")
    event_id = models.BigIntegerField(null=True)
    step_id = models.CharField(max_length=64)
    visit = models.PositiveIntegerField(default=0)
    step_reached_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True)
    waiting_for = models.CharField(max_length=64, default="")
    woken_by = models.CharField(max_length=64, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(default="")
    finished_at = models.DateTimeField(null=True)
    finish_reason = models.CharField(max_length=64, default="")
    subject = models.JSONField(default=dict)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            # Two workers that let a person in at once begin the same round, so one of them is refused. Its index also
            # finds the runs of a person: those an event ends or wakes, and those shown with the contact.
            models.UniqueConstraint(
                fields=["contact_id", "journey", "key", "round"], name="autom_enrollment_one_per_round"
            ),
        ]
        # Each index makes every step of every person dearer, since moving the timer writes to all of them.
        indexes = [
            # the timers: who is due, longest waiting first
            models.Index(fields=["wake_at"], condition=models.Q(is_active=True), name="autom_enrollment_due"),
            # the runs that cannot go on, for health
            models.Index(
                fields=["id"],
                condition=models.Q(is_active=True) & ~models.Q(problem=""),
                name="autom_enrollment_problem",
            ),
        ]


class Decision(models.Model):
    """What one step decided for one run, when, why, and the values it read.

    The database does not check the reference: decisions are only written together with their enrollment, and the
    check costs more than writing them.
    """

    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.CASCADE, related_name="decisions", db_index=False, db_constraint=False
    )
    step_id = models.CharField(max_length=64)
    visit = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=32)
    reason = models.CharField(max_length=200, default="")
    facts = models.JSONField(default=dict)
    decided_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "number"], name="autom_decision_number_once"),
        ]


BEYOND_LAST_ID = 2**63 - 1
"""Of everybody who shares a moment, nobody comes behind this."""


class TriggerScan(models.Model):
    """How far a date trigger of a version has looked; contacts whose date fell due before are not entered again.

    Thousands may share one moment, so the place also names the last contact looked at among those of scanned_until.
    """

    version = models.OneToOneField(
        JourneyVersion, on_delete=models.CASCADE, primary_key=True, related_name="+", db_column="version_id"
    )
    scanned_until = models.DateTimeField()
    last_contact_id = models.BigIntegerField(default=BEYOND_LAST_ID)

    class Meta:
        app_label = "automation"
        default_permissions = ()


class JourneyChore(models.Model):
    """Work on many people of a journey, done by the pass in batches: let in, move to a version, or end.

    cursor is the last contact (backfill) or enrollment (move, end) it came to; it moves with its batch.
    parameters: {"steps": {old id: new id}} of a move. total_count is what it was when the work was asked for.
    """

    class Kind(models.TextChoices):
        BACKFILL = "backfill"
        MOVE = "move"
        END = "end"

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="chores")
    version = models.ForeignKey(JourneyVersion, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    parameters = models.JSONField(default=dict)
    total_count = models.BigIntegerField()
    done_count = models.BigIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    problem = models.TextField(default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # the pass: what is not done yet, oldest first
            models.Index(fields=["id"], condition=models.Q(finished_at__isnull=True), name="autom_chore_waiting"),
        ]
