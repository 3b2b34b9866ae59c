"""The time of the simulated shop: it stands still until it is moved."""

from __future__ import annotations

from datetime import datetime
from types import TracebackType

import time_machine


class VirtualClock:
    """Inside the `with` block this process believes in the clock's time; how long things take is still measured."""

    def __init__(self, start: datetime) -> None:
        self.now = start
        self._travel = time_machine.travel(start, tick=False)

    def __enter__(self) -> VirtualClock:
        self._traveller = self._travel.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._travel.stop()

    def move_to(self, moment: datetime) -> None:
        """Let it be this moment. Raises ValueError if that lies in the past."""
        if moment < self.now:
            raise ValueError(f"The clock cannot go back from {self.now} to {moment}.")
        self.now = moment
        self._traveller.move_to(moment)
