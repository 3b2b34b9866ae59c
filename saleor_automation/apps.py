"""The Django app: what must be in place before Saleor composes its schema and Celery starts."""

from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "saleor_automation"
    label = "automation"
    verbose_name = "Marketing automation"
    default_auto_field = "django.db.models.BigAutoField"
