"""The Django app: what must be in place before Saleor composes its schema and Celery starts."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class AutomationConfig(AppConfig):
    name = "saleor_automation"
    label = "automation"
    verbose_name = "Marketing automation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # This module is imported before any model is; what needs Saleor's models is imported here.
        from saleor.celeryconf import app

        from .core import alarm
        from .graphql import extend

        alarm.use_app(app)
        extend.install()
        schedule_tasks()


def schedule_tasks() -> None:
    """Add our tasks to Saleor's beat schedule, unless the operator has entries of the same names.

    An alarm that waited in the queue longer than its period expires, so that a queue that stood still for an
    hour is not followed by an hour of alarms. The scheduler Saleor uses keeps it as `expire_seconds`, and drops
    `expires`, which is what every other scheduler understands.
    """
    from .core.settings import get_settings

    ours = get_settings()
    for name, task, seconds in (
        ("automation-pass", "saleor_automation.run_pass", ours.pass_seconds),
        ("automation-sweep", "saleor_automation.run_sweep", ours.sweep_seconds),
        ("automation-shelf", "saleor_automation.tend_shelf", ours.shelf_seconds),
        ("automation-transfers", "saleor_automation.run_transfers", 30),
        ("automation-simulations", "saleor_automation.run_simulations", 30),
        ("automation-maintain", "saleor_automation.maintain", 86_400),
        ("automation-recommendations", "saleor_automation.train_recommendations", ours.recommendations_seconds),
    ):
        entry = {
            "task": task,
            "schedule": timedelta(seconds=seconds),
            "options": {"expires": seconds, "expire_seconds": seconds},
        }
        settings.CELERY_BEAT_SCHEDULE.setdefault(name, entry)  # type: ignore[misc]
