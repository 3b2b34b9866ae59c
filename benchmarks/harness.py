"""Measure things in turns and compare them: rows of a table, each with a target that holds or does not."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

ROUNDS = 5

Measurement = Callable[[], float]
"""Does the work once and returns its speed in units per second."""


@dataclass(frozen=True)
class Target:
    """What a ratio has to be; a share (0.02) is shown as a percentage."""

    at_least: float | None = None
    at_most: float | None = None
    is_share: bool = False

    @property
    def text(self) -> str:
        if self.at_least is None and self.at_most is None:
            return ""
        sign, bound = (">=", self.at_least) if self.at_least is not None else ("<=", self.at_most)
        return f"{sign} {_shown(bound, self.is_share)}"

    def holds(self, ratio: float) -> bool | None:
        """Tell whether the ratio is good enough, or None if nothing is asked of it."""
        if self.at_least is not None:
            return ratio >= self.at_least
        return ratio <= self.at_most if self.at_most is not None else None


INFORMATION = Target()
"""For a number that is shown and not judged."""


@dataclass(frozen=True)
class Row:
    """One line of the table. baseline names what we are compared with; speeds are medians, in unit per second."""

    group: str
    name: str
    ratio: float
    baseline: str
    target: Target
    unit: str
    ours: float
    theirs: float | None
    rounds: int
    lowest_ratio: float
    highest_ratio: float
    note: str = ""
    is_count: bool = False
    """ours and theirs are numbers of things, not speeds."""

    @property
    def holds(self) -> bool | None:
        return self.target.holds(self.ratio)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": round(self.ratio, 4), "target": self.target.text, "holds": self.holds}


def in_turns(measurements: Mapping[str, Measurement], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Run every measurement once per round and return the speeds of each, in the order of the rounds.

    One round before is thrown away: caches fill, code is compiled. Every second round runs backwards, so that
    nobody always comes behind the same neighbour.
    """
    speeds: dict[str, list[float]] = {name: [] for name in measurements}
    for number in range(-1, rounds):
        names = list(measurements) if number % 2 == 0 else list(reversed(measurements))
        for name in names:
            gc.collect()
            speed = measurements[name]()
            if number >= 0:
                speeds[name].append(speed)
                print(f"  round {number + 1}/{rounds}  {name}: {speed:,.0f}/s", file=sys.stderr, flush=True)
    return speeds


def compare(
    group: str,
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    baseline: str,
    target: Target,
    unit: str,
    note: str = "",
) -> Row:
    """Return the row of two things measured in turns: the median of the ratios of the rounds."""
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return Row(
        group=group,
        name=name,
        ratio=median(ratios),
        baseline=baseline,
        target=target,
        unit=unit,
        ours=median(ours),
        theirs=median(theirs),
        rounds=len(ratios),
        lowest_ratio=min(ratios),
        highest_ratio=max(ratios),
        note=note,
    )


def speed_of(work: Callable[[], object], units: int) -> float:
    """Do the work and return how many units of it are done per second."""
    began = time.perf_counter()
    work()
    return units / (time.perf_counter() - began)


def table(rows: Sequence[Row]) -> str:
    """Return the rows as an aligned text table."""
    head = ("group", "name", "ours", "baseline", "", "ratio", "target", "")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(head))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    notes = [f"  {row.name}: {row.note}" for row in rows if row.note]
    return "\n".join([*(line.rstrip() for line in text), *(["", *notes] if notes else [])])


def _cells(row: Row) -> tuple[str, ...]:
    verdict = {True: "holds", False: "MISSED", None: ""}[row.holds]
    share = row.target.is_share
    spread = f"({_shown(row.lowest_ratio, share)}..{_shown(row.highest_ratio, share)})"
    return (
        row.group,
        row.name,
        f"{row.ours:,.0f}" if row.is_count else f"{row.ours:,.0f} {row.unit}/s",
        row.baseline,
        "" if row.theirs is None else f"{row.theirs:,.0f}" if row.is_count else f"{row.theirs:,.0f}/s",
        f"{_shown(row.ratio, share)} {spread}" if row.theirs is not None else "",
        row.target.text,
        verdict,
    )


def _shown(ratio: float | None, is_share: bool) -> str:
    assert ratio is not None
    return f"{ratio:.1%}" if is_share else f"{ratio:.2f}x" if ratio < 10 else f"{ratio:.0f}x"
