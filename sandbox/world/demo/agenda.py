"""What is going to happen, in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Deed = Callable[[], None]


class Agenda:
    """Plans for later; two for the same moment happen in the order they were made."""

    def __init__(self) -> None:
        self._plans: list[tuple[datetime, int, Deed]] = []
        self._numbers = count()

    def plan(self, moment: datetime, deed: Deed) -> None:
        heapq.heappush(self._plans, (moment, next(self._numbers), deed))

    @property
    def next_at(self) -> datetime | None:
        return self._plans[0][0] if self._plans else None

    def do_next(self) -> None:
        """Do what comes next. Raises IndexError if nothing is planned."""
        heapq.heappop(self._plans)[2]()
