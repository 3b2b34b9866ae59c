"""The addresses of the database and the broker: given ones, or those of servers started for the occasion."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from world.services.folder import DATABASE, ServicesFolder, temporary_services


@contextmanager
def environment(
    folder: Path, *, temporary: bool = False, given: Mapping[str, str] = os.environ
) -> Iterator[dict[str, str]]:
    """Start what `given` does not name yet, and return the addresses of what was started.

    Raises ServiceError when a server cannot be started.
    """
    needs_postgres, needs_redis = not given.get("DATABASE_URL"), not given.get("CELERY_BROKER_URL")
    if not (needs_postgres or needs_redis):
        yield {}
        return
    parent = folder / "temporary"
    place = temporary_services(parent) if temporary else _persistent(folder, needs_postgres, needs_redis)
    with place as services:
        variables = {}
        if needs_postgres:
            variables["DATABASE_URL"] = services.postgres.url(DATABASE)
        if needs_redis:
            variables["CELERY_BROKER_URL"] = services.redis.url()
        yield variables


@contextmanager
def _persistent(folder: Path, postgres: bool, redis: bool) -> Iterator[ServicesFolder]:
    services = ServicesFolder(folder)
    with services.use(postgres=postgres, redis=redis):
        yield services
