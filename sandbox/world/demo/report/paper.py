"""Lay text out for a terminal: headings, aligned rows, bold only where somebody is watching."""

from __future__ import annotations

import textwrap
from typing import TextIO

WIDTH = 100
LABEL_WIDTH, NUMBER_WIDTH = 22, 8
BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Paper:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._has_colour = stream.isatty()

    def heading(self, text: str, aside: str = "") -> None:
        self._write("")
        self._write(self._styled(BOLD, _apart(text, aside)))
        self._write("─" * WIDTH)

    def title(self, text: str, aside: str = "") -> None:
        self._write("")
        self._write(self._styled(BOLD, f"  {text}") + self._styled(DIM, aside.rjust(WIDTH - 2 - len(text))))

    def count(self, label: str, number: int, text: str = "") -> None:
        """Write a label, a number and what it means, numbers below each other."""
        self._write(f"    {label:<{LABEL_WIDTH}}{number:>{NUMBER_WIDTH},}  {text}")

    def row(self, label: str, text: str) -> None:
        self._write(f"    {label:<{LABEL_WIDTH}}  {text}")

    def line(self, text: str) -> None:
        """Write one line; what does not fit is cut off."""
        self._write(text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…")

    def paragraph(self, text: str, bullet: str = "") -> None:
        self._write(textwrap.fill(text, WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet)))

    def _styled(self, style: str, text: str) -> str:
        return f"{style}{text}{PLAIN}" if self._has_colour else text

    def _write(self, text: str) -> None:
        self._stream.write(f"{text.rstrip()}\n")


def _apart(left: str, right: str) -> str:
    return f"{left}{right:>{WIDTH - len(left)}}"
