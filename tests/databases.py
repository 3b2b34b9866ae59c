"""A database of a test's own, for tests whose threads or processes must see what others have committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connections

ALIASES = (settings.DATABASE_CONNECTION_DEFAULT_NAME, settings.DATABASE_CONNECTION_REPLICA_NAME)


@contextmanager
def cloned_database() -> Iterator[str]:
    """Point this process at a fresh copy of the migrated test database; give its name, drop it afterwards.

    Both aliases lead there, in every thread. Copying takes a moment, migrating would take a minute. The test's own
    transaction, begun by the fixture `db`, is given up: PostgreSQL copies no database that somebody is connected to.
    """
    template = _of_default()["NAME"]
    name = f"{template}_{uuid4().hex[:8]}"
    kept = {alias: (connections.settings[alias]["NAME"], connections[alias]) for alias in ALIASES}
    connections.close_all()
    _as_administrator(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    for alias in ALIASES:
        connections.settings[alias]["NAME"] = name
        connections[alias] = connections.create_connection(alias)
    try:
        yield name
    finally:
        connections.close_all()
        for alias, (known, connection) in kept.items():
            connections.settings[alias]["NAME"] = known
            connections[alias] = connection
        _as_administrator(f'DROP DATABASE "{name}" WITH (FORCE)')


def database_url() -> str:
    """Return where this process is connected, in the form of DATABASE_URL, for processes it starts."""
    options = _of_default()
    password = f":{quote(options['PASSWORD'], safe='')}" if options["PASSWORD"] else ""
    port = f":{options['PORT']}" if options["PORT"] else ""
    host = quote(options["HOST"], safe="")
    return f"postgresql://{quote(options['USER'], safe='')}{password}@{host}{port}/{options['NAME']}"


def sessions_of(name: str, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Ask the server from outside about the sessions in a database; query reads pg_stat_activity as a."""
    statement = f"{query} FROM pg_stat_activity a WHERE a.datname = %s AND a.pid <> pg_backend_pid()"
    return _as_administrator(statement, *parameters, name)


def _of_default() -> dict[str, Any]:
    return connections.settings[ALIASES[0]]


def _as_administrator(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    options = _of_default()
    with psycopg.connect(
        dbname="postgres",
        host=options["HOST"] or None,
        port=options["PORT"] or None,
        user=options["USER"] or None,
        password=options["PASSWORD"] or None,
        autocommit=True,
    ) as connection:
        cursor = connection.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []
