"""What is counted once and kept: the finished days of journeys."""

from django.db import models


class JourneyDay(models.Model):
    """What a journey did on one finished day, in UTC; a day on which it did nothing has no row.

    Each thing counts on the day it happened: a mail on the day it was delivered, its click on the day of the click.
    revenue is gross and attributed by last touch, by currency: {"EUR": "120.000"}.
    """

    journey_id = models.BigIntegerField()
    day = models.DateField()
    entered = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    clicked = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    ghosts = models.PositiveIntegerField(default=0)
    orders = models.PositiveIntegerField(default=0)
    revenue = models.JSONField(default=dict)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "journey_id"], name="autom_journeyday_once")]


class CountedDay(models.Model):
    """A finished day that is counted.

    last_message_id and last_enrollment_id are the highest ids there were long before its end: what happens on later
    days concerns rows above them, so that the running day is counted without reading the past.
    """

    day = models.DateField(primary_key=True)
    counted_at = models.DateTimeField()
    last_message_id = models.BigIntegerField(default=0)
    last_enrollment_id = models.BigIntegerField(default=0)

    class Meta:
        app_label = "automation"
        default_permissions = ()
