"""Show how far a long command is: a bar that moves on a terminal, now and then a line anywhere else."""

import time
from typing import TextIO

BAR_WIDTH = 24
LINE_WIDTH = 100
REDRAW_SECONDS = 0.1
LINE_SECONDS = 10.0


class Progress:
    """Count up to a total, which may be unknown (None) or turn out too small: the shop goes on selling."""

    def __init__(self, stream: TextIO, label: str, total: int | None = None) -> None:
        self.count = 0
        self._stream = stream
        self._label = label
        self._total = total
        self._is_terminal = stream.isatty()
        self._started = self._shown = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def add(self, count: int) -> None:
        """Count further and show it, unless the last look was a moment ago."""
        self.count += count
        pause = REDRAW_SECONDS if self._is_terminal else LINE_SECONDS
        if time.monotonic() - self._shown >= pause:
            self._shown = time.monotonic()
            self._show()

    def finish(self, text: str) -> None:
        """Put the last word in the place of the bar."""
        self._write(f"{self._label:<12} {text}", end="\n")

    def _show(self) -> None:
        done = f"{self.count:,}" if self._total is None else f"{self.count:,} of {self._total:,}"
        text = f"{done}  {self.count / max(self.seconds, 0.001):,.0f}/s"
        if self._is_terminal and self._total:
            filled = min(BAR_WIDTH, BAR_WIDTH * self.count // self._total)
            text = f"{'█' * filled}{'░' * (BAR_WIDTH - filled)} {text}"
        self._write(f"{self._label:<12} {text}", end="" if self._is_terminal else "\n")

    def _write(self, text: str, end: str) -> None:
        # On a terminal every text covers the one before it, so it is filled up with blanks.
        self._stream.write(f"\r{text:<{LINE_WIDTH}}{end}" if self._is_terminal else f"{text}\n")
        self._stream.flush()
