"""Lead scores and loyalty points: their rules, their ledgers, and the sums of the ledgers.

A sum (ContactScore.value, PointsBalance) changes in the transaction that writes the entry, under the lock of the
contact; it always equals the sum of the entries.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ..contacts.models import Contact


class Score(models.Model):
    """A number the shop keeps of each contact by rules; passing one of thresholds is an event."""

    slug = models.CharField(max_length=63, unique=True)
    name = models.CharField(max_length=250)
    description = models.TextField(default="")
    minimum = models.IntegerField(null=True)
    maximum = models.IntegerField(null=True)
    thresholds = ArrayField(models.IntegerField(), default=list)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class ScoreRule(models.Model):
    """What an event is worth. filter is a condition over the event (see rules.py), {} lets every one through.

    times events within within_days (None: ever) make one award; the next award needs as many new ones.
    """

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="rules")
    name = models.CharField(max_length=250)
    event = models.CharField(max_length=64)
    filter = models.JSONField(default=dict)
    times = models.PositiveIntegerField(default=1)
    within_days = models.PositiveIntegerField(null=True)
    points = models.IntegerField()
    expires_after_days = models.PositiveIntegerField(null=True)
    most_per_day = models.PositiveIntegerField(null=True)
    most_at_once = models.PositiveIntegerField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class ScoreEntry(models.Model):
    """One movement of one score of one contact.

    points is what moved, asked_points what the rule or the person asked for: at the minimum or maximum of the score
    less moves. expires_at is the timer of an award, emptied when the entry that takes it back is written.
    The key makes the same event award once.
    """

    key = models.CharField(max_length=120, unique=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+", db_index=False)
    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="entries")
    rule_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=16)
    points = models.IntegerField()
    asked_points = models.IntegerField()
    reason = models.CharField(max_length=250, default="")
    source = models.CharField(max_length=64, default="")
    occurred_at = models.DateTimeField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # the history of a contact, and the awards of a rule that limits and counts look at
            models.Index(fields=["contact", "score", "occurred_at"], name="autom_score_entry_contact"),
            models.Index(
                fields=["contact", "rule_id", "occurred_at"],
                condition=Q(kind="award"),
                name="autom_score_entry_rule",
            ),
            # the pass that takes back what is over
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False, expired_at__isnull=True),
                name="autom_score_entry_due",
            ),
        ]


class ContactScore(models.Model):
    """The sum of a contact's entries in one score; no row means none."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="scores")
    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="values", db_index=False)
    value = models.IntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["score", "contact"], name="autom_contact_score_once")]
        indexes = [
            # who has at least so much
            models.Index(fields=["score", "value"], name="autom_contact_score_value"),
        ]


class Programme(models.Model):
    """The loyalty programme of the shop; there is one row. rates: points for one unit of money, by currency.

    Orders placed before starts_at earn nothing. tier_days counts what was earned in that many days for the tier, None
    counts all.
    """

    name = models.CharField(max_length=250)
    is_active = models.BooleanField(default=False)
    rates = models.JSONField(default=dict)
    counts_taxes = models.BooleanField(default=True)
    expires_after_days = models.PositiveIntegerField(null=True)
    tier_days = models.PositiveIntegerField(null=True)
    starts_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class Tier(models.Model):
    """A rank of the programme, held by whoever earned threshold points."""

    slug = models.CharField(max_length=63, unique=True)
    name = models.CharField(max_length=250)
    threshold = models.PositiveBigIntegerField(unique=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class Reward(models.Model):
    """What points buy: a coupon of the policy."""

    slug = models.CharField(max_length=63, unique=True)
    name = models.CharField(max_length=250)
    points = models.PositiveBigIntegerField()
    policy_slug = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class PointsEntry(models.Model):
    """One movement of a contact's points, pending and confirmed; earned is what of it counts for the tier.

    lot names points that were given together and expire together: "order:<id>", or the key of a gift. Whatever is
    taken from a lot again, by a refund or because it is over, belongs to it; spending has no lot. expires_at is the
    timer of a lot, on its first entry; expired_at is set when it went off. terms keeps what the programme said when an
    order was first met: {"rate": "1.5", "counts_taxes": true}. The key makes one deed move points once.
    """

    key = models.CharField(max_length=120, unique=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="points_entries", db_index=False)
    kind = models.CharField(max_length=16)
    pending = models.BigIntegerField(default=0)
    confirmed = models.BigIntegerField(default=0)
    earned = models.BigIntegerField(default=0)
    lot = models.CharField(max_length=120, default="")
    order_id = models.UUIDField(null=True)
    terms = models.JSONField(null=True)
    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, null=True, related_name="entries")
    coupon_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=250, default="")
    source = models.CharField(max_length=64, default="")
    occurred_at = models.DateTimeField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # the history of a contact, and what they earned in a window
            models.Index(fields=["contact", "occurred_at"], name="autom_points_entry_contact"),
            # what an order has earned so far
            models.Index(fields=["lot"], condition=~Q(lot=""), name="autom_points_entry_lot"),
            # the pass that takes back what is over
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False, expired_at__isnull=True),
                name="autom_points_entry_due",
            ),
        ]


class PointsBalance(models.Model):
    """The sums of a contact's points entries, and the tier they give; no row means none.

    earned is what counts for the tier; tier_check_at is the timer after which some of it is too old to count.
    """

    contact = models.OneToOneField(
        Contact, on_delete=models.CASCADE, primary_key=True, related_name="points", db_column="contact_id"
    )
    pending = models.BigIntegerField(default=0)
    confirmed = models.BigIntegerField(default=0)
    earned = models.BigIntegerField(default=0)
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, null=True, related_name="balances")
    tier_since = models.DateTimeField(null=True)
    tier_check_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # the pass that looks again at tiers whose points have grown old
            models.Index(
                fields=["tier_check_at"], condition=Q(tier_check_at__isnull=False), name="autom_points_tier_due"
            ),
            # who has at least so many
            models.Index(fields=["confirmed"], name="autom_points_confirmed"),
        ]
