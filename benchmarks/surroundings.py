"""Where the benchmarks run: the sandbox shop over a scratch database, as durable as in production.

DATABASE_URL and CELERY_BROKER_URL, when set, name the servers; otherwise the embedded ones of the project are used,
with a database of their own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

PROJECT = Path(__file__).resolve().parents[1]
DATABASE = "bench"
SCRATCH_NAMES = ("bench", "test")
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "saleor.settings",
    "DEBUG": "False",
    "SECRET_KEY": "only for benchmarks",
    "ALLOWED_HOSTS": "testserver",
    "DB_CONN_MAX_AGE": "600",
    "LOG_LEVEL": "WARNING",
}


class Refused(Exception):
    """The benchmarks cannot run here; the text says why and what to do."""


@contextmanager
def surroundings() -> Iterator[None]:
    """Have servers, a migrated database and Django ready inside the block.

    Raises Refused if the database belongs to a shop: the benchmarks fill and empty tables.
    """
    if find_spec("saleor") is None:
        sys.path.insert(0, str(PROJECT / "sandbox"))
    from world.places import services_folder
    from world.services.environment import environment
    from world.services.folder import ServicesFolder

    given = os.environ.get("DATABASE_URL", "")
    with environment(services_folder()) as variables:
        if not given:
            postgres = ServicesFolder(services_folder()).postgres
            postgres.ensure_database(DATABASE)
            variables["DATABASE_URL"] = postgres.url(DATABASE)
        os.environ.update(variables)
        refuse_a_shop(os.environ["DATABASE_URL"])
        _set_up_django()
        yield


def refuse_a_shop(url: str) -> None:
    """Raise Refused if the database holds orders and is not named as a scratch database."""
    with psycopg.connect(url) as connection:
        name = connection.info.dbname
        if any(word in name for word in SCRATCH_NAMES):
            return
        if connection.execute("SELECT to_regclass('order_order')").fetchone() == (None,):
            return
        if connection.execute("SELECT EXISTS (SELECT 1 FROM order_order)").fetchone() == (True,):
            raise Refused(
                f"The database {name!r} of DATABASE_URL holds a shop with orders. The benchmarks empty tables: name "
                "a scratch database, or unset DATABASE_URL to use an embedded one."
            )


def _set_up_django() -> None:
    # As in production: debug mode would keep a copy of every statement.
    for name, value in PRODUCTION.items():
        os.environ.setdefault(name, value)
    import django

    django.setup()
    from django.core.management import call_command
    from saleor.core.db.connection import allow_writer

    with allow_writer():
        call_command("migrate", verbosity=0)
