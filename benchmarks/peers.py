"""Peers in a process and a Django of their own, because they need other settings than the shop.

A peer prints "ready", then answers each line it is given with the seconds its work took. Its tables live in a schema
of the scratch database that comes and goes with the process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import parse_qs, unquote, urlsplit


class Peer:
    """A running peer, seen from the benchmark."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __enter__(self) -> Peer:
        self._process = started(self._module)
        assert self._said() == "ready", f"{self._module} did not start"
        return self

    def __exit__(self, *_: object) -> None:
        stream(self._process.stdin).close()
        self._process.wait(30)

    def seconds(self, *arguments: object) -> float:
        """Let the peer do its work once and return the seconds it took."""
        commands = stream(self._process.stdin)
        commands.write(" ".join(map(str, arguments)) + "\n")
        commands.flush()
        return float(self._said())

    def _said(self) -> str:
        return stream(self._process.stdout).readline().strip()


def started(module: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def stream(stream: IO[Any] | None) -> IO[Any]:
    assert stream is not None
    return stream


def database(schema: str) -> dict[str, Any]:
    """Return Django's settings for the scratch database, with all tables in a schema of the peer's own."""
    url = urlsplit(os.environ["DATABASE_URL"])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or "") or parse_qs(url.query).get("host", [""])[0],
        "PORT": url.port or "",
        "OPTIONS": {"options": f"-c search_path={schema}"},
    }


@contextmanager
def own_schema(schema: str) -> Iterator[None]:
    """Make the schema and the peer's tables for the length of the block."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")
    call_command("migrate", verbosity=0)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {schema} CASCADE")


def answer(work: Callable[..., float]) -> None:
    """Do the work for each line of arguments that comes in, and say how many seconds it took."""
    print("ready", flush=True)
    for line in sys.stdin:
        print(work(*line.split()), flush=True)
