"""Real Celery workers and beats, each a group of processes of its own that can be killed at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.databases import database_url
from tests.workers import until

CELERY = (sys.executable, "-m", "celery", "--app=saleor.celeryconf:app")
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


@dataclass
class Surroundings:
    """What the processes of one test share: its database, its broker, its mail server."""

    broker_url: str
    email_url: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    started: int = 0

    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return inherited | {
            "DJANGO_SETTINGS_MODULE": "saleor.settings",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "DATABASE_URL": database_url(),
            "CELERY_BROKER_URL": self.broker_url,
            "DEBUG": "False",
            "SECRET_KEY": "only for tests",
            "PUBLIC_URL": "https://shop.example",
            "AUTOMATION_EMAIL_URL": self.email_url,
            "AUTOMATION_PASS_SECONDS": "1",
            "LOG_LEVEL": "WARNING",
            "DEFAULT_FROM_EMAIL": "Sandbox Shop <hello@shop.example>",
            **self.settings,
        }

    def start_worker(self) -> Process:
        return self._start("worker", "--concurrency=2", "--loglevel=WARNING", *QUIET)

    def start_beat(self) -> Process:
        return self._start("beat", "--max-interval=1", "--pidfile=", "--loglevel=WARNING")

    def _start(self, *words: str) -> Process:
        self.started += 1
        log = self.folder / f"{self.started:03d}-{words[0]}.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [*CELERY, *words],
                env=self.environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Process(process, log)


class Process:
    """A started process and all its children."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self.log = log

    def is_running(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill the process and its children at once, as a machine does that loses power (kill -9)."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=30)

    def stop(self) -> None:
        """Ask the process to finish what it is doing and end."""
        if self.is_running():
            self._process.terminate()
            self._process.wait(timeout=60)

    def text(self) -> str:
        return self.log.read_text(errors="replace")


@contextmanager
def running(*processes: Process) -> Iterator[None]:
    """Have processes inside the block and none of them afterwards, whatever happens."""
    try:
        yield
    finally:
        for process in processes:
            if process.is_running():
                process.kill()


def until_or_dead(process: Process, holds, what: str, seconds: float = 60):
    """Wait for something a process is to do; if the process ends first, show what it wrote."""
    found = until(lambda: holds() or not process.is_running(), what, seconds)
    assert process.is_running() or holds(), f"It ended before {what}:\n{process.text()[-4000:]}"
    return found
