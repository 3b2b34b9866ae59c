"""Run a command with the servers it needs. See the package's docstring."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from world.services.command import Command, Stopped
from world.services.errors import ServiceError
from world.services.folder import ServicesFolder, temporary_services

DATABASE = "world"
DEFAULT_FOLDER = Path(__file__).parents[3] / ".services"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m world.services", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, default=DEFAULT_FOLDER, help="where the data lives (default: %(default)s)"
    )
    parser.add_argument(
        "--temporary", action="store_true", help="begin with empty servers and delete them afterwards"
    )
    parser.add_argument("command", nargs="+", metavar="COMMAND", help="what to run, after --")
    options = parser.parse_args(arguments)
    try:
        with Command() as command, environment(options.folder, temporary=options.temporary) as variables:
            return command.run(options.command, os.environ | variables)
    except Stopped as stopped:
        return stopped.exit_status
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"Cannot run {options.command[0]!r}: {error.strerror}.", file=sys.stderr)
        return 127


@contextmanager
def environment(
    folder: Path = DEFAULT_FOLDER, *, temporary: bool = False, given: Mapping[str, str] = os.environ
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
            services.postgres.ensure_database(DATABASE)
            variables["DATABASE_URL"] = services.postgres.url(DATABASE)
        if needs_redis:
            variables["CELERY_BROKER_URL"] = services.redis.url()
        yield variables


@contextmanager
def _persistent(folder: Path, postgres: bool, redis: bool) -> Iterator[ServicesFolder]:
    services = ServicesFolder(folder)
    with services.use(postgres=postgres, redis=redis):
        yield services


if __name__ == "__main__":
    sys.exit(main())
