"""Simulations that were asked for, how far they have come, and what they found out."""

from django.db import models


class SimulationState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


class Simulation(models.Model):
    """One run of a definition over a period of the past; worker and heartbeat_at tell a dead one from a slow one.

    report is what simulation/reporting.py returns; it names people by their contact's id only.
    """

    journey_id = models.BigIntegerField()
    journey_slug = models.CharField(max_length=150)
    definition = models.JSONField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    seed = models.PositiveIntegerField(default=1)
    notices = models.JSONField(default=list)
    state = models.CharField(max_length=16, choices=SimulationState.choices, default=SimulationState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=32, default="")
    virtual_now = models.DateTimeField(null=True)
    is_cancel_asked = models.BooleanField(default=False)
    problem = models.TextField(default="")
    worker = models.UUIDField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    report = models.JSONField(null=True)
    requested_by = models.CharField(max_length=64, default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # what waits or runs: the worker that looks for work, and for dead ones
            models.Index(
                fields=["id"], condition=models.Q(state__in=["waiting", "running"]), name="autom_simulation_open"
            ),
            # those of a journey, newest first
            models.Index(fields=["journey_id", "-id"], name="autom_simulation_journey"),
        ]
