"""A fresh shop for every demo, without ever emptying a database that holds something else."""

from __future__ import annotations

import psycopg.errors
from django.core.management import call_command
from django.db import OperationalError, connection
from saleor.core.db.connection import allow_writer

from world.catalogue.goods import shop
from world.catalogue.populate import populate
from world.demo.errors import DemoError

LOCK_WAIT = "5s"


def create_shop() -> None:
    """Empty the database, create the tables and put catalogue and people in.

    Raises DemoError when the database cannot be reached, is somebody else's, or another process works with it.
    """
    with allow_writer():
        _connect()
        if _is_foreign():
            name = connection.settings_dict["NAME"]
            raise DemoError(
                f"The database {name!r} holds something that is not this demo's shop; the demo would delete it. "
                "Let DATABASE_URL name an empty database, or leave it out."
            )
        _empty()
        call_command("migrate", verbosity=0)
        populate()


def _connect() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise DemoError(f"The database cannot be reached: {error}".rstrip()) from error


def _is_foreign() -> bool:
    """Tell whether there is anything but a shop that this catalogue made, or one in which nobody has done anything."""
    tables = set(connection.introspection.table_names())
    if not tables:
        return False
    if not {"django_site", "account_user", "order_order"} <= tables:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM django_site WHERE name = %s)", [shop()["name"]])
        is_ours = cursor.fetchone()[0]
        cursor.execute("SELECT EXISTS (SELECT FROM account_user) OR EXISTS (SELECT FROM order_order)")
        is_used = cursor.fetchone()[0]
    return is_used and not is_ours


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_WAIT}'")
        try:
            cursor.execute("DROP SCHEMA public CASCADE")
        except OperationalError as error:
            if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise
            raise DemoError("Another process works with the demo's database; end it first.") from error
        cursor.execute("CREATE SCHEMA public")
        cursor.execute("RESET lock_timeout")
