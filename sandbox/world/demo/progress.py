"""Show how far the demo is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TextIO

LABEL_WIDTH = 42
LINE_WIDTH = 100
REDRAW_SECONDS = 0.1
LINE_SECONDS = 10.0


class Steps:
    """One line per step: what is done, and how long it took; on a terminal the line moves meanwhile."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._is_terminal = self._stream.isatty()
        self._shown = 0.0

    @contextmanager
    def step(self, label: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Announce a step; the function given counts what is done of the total."""
        started, done = time.monotonic(), 0

        def note(count: int) -> None:
            nonlocal done
            done += count
            self.show(label, f"{done:,} of {total:,}" if total else f"{done:,}")

        self.show(label, "…", at_once=True)
        try:
            yield note
        except BaseException:
            if self._is_terminal:
                self._stream.write("\n")  # what went wrong is told on a line of its own
            raise
        counted = f"{done:,}  " if done else ""
        self._line(f"{label:<{LABEL_WIDTH}}{counted}{time.monotonic() - started:,.1f} s")

    def show(self, label: str, text: str, *, at_once: bool = False) -> None:
        """Show where a step stands, unless the last look was a moment ago."""
        pause = REDRAW_SECONDS if self._is_terminal else LINE_SECONDS
        if at_once and not self._is_terminal:
            return
        if at_once or time.monotonic() - self._shown >= pause:
            self._shown = time.monotonic()
            self._line(f"{label:<{LABEL_WIDTH}}{text}", is_moving=True)

    def _line(self, text: str, *, is_moving: bool = False) -> None:
        if self._is_terminal:
            self._stream.write(f"\r{text[:LINE_WIDTH]:<{LINE_WIDTH}}{'' if is_moving else chr(10)}")
        else:
            self._stream.write(f"{text}\n")
        self._stream.flush()


def day_bar(moment: datetime, day: int, days: int, width: int = 20) -> str:
    """Return a bar over virtual days, with the date."""
    filled = min(width, width * day // max(days, 1))
    return f"{moment:%d %b %Y}  {'█' * filled}{'░' * (width - filled)}"
