"""Run a command as if it had been started itself: its signals, its exit status, its terminal."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from types import FrameType

FORWARDED = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


class Stopped(BaseException):
    """A signal asked for the end before the command was started."""

    def __init__(self, number: int) -> None:
        self.exit_status = 128 + number
        super().__init__(signal.Signals(number).name)


class Command:
    """A child process that receives the signals sent to this one.

    Use it as a context manager around the preparations as well: a signal during those raises Stopped,
    so that what was begun is taken back by the blocks around it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._previous: dict[int, signal.Handlers] = {}

    def __enter__(self) -> Command:
        self._previous = {number: signal.signal(number, self._receive) for number in FORWARDED}  # type: ignore[misc]
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def run(self, words: Sequence[str], environment: Mapping[str, str]) -> int:
        """Run to the end and return the exit status as a shell does: 128 + n after death by signal n."""
        self._process = subprocess.Popen(words, env=dict(environment))
        status = self._process.wait()
        return status if status >= 0 else 128 - status

    def _receive(self, number: int, _: FrameType | None) -> None:
        if self._process is None:
            raise Stopped(number)
        if not (number in (signal.SIGINT, signal.SIGQUIT) and _terminal_told_everyone()):
            self._process.send_signal(number)


def _terminal_told_everyone() -> bool:
    """Tell whether Ctrl-C reaches the command anyway; passing it on would interrupt it twice."""
    try:
        return os.isatty(0) and os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False
