"""Empty what a measurement fills."""

from __future__ import annotations

from django.apps import apps
from django.db import connection


def empty_our_tables() -> None:
    """Empty every table of ours in the scratch database, and start their numbers anew."""
    names = ", ".join(model._meta.db_table for model in apps.get_app_config("automation").get_models())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
