"""Wait for the right hours: go on at once inside them, otherwise when they begin, by the person's own clocks."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from ..local_time import WEEKDAYS, Weekday, Window, zones_of
from .base import Advance, Outcome, Sleep, StepConfig, StepContext


class WaitWindow(StepConfig):
    """The hours go from begin up to end; an end that is not later than the begin is one of the next day.

    A window over midnight belongs to the weekday on which it begins.
    """

    kind: Literal["wait_window"] = "wait_window"
    titles = {"en": "Wait for the right hours", "it": "Attendi l'orario giusto"}
    is_wait = True

    weekdays: tuple[Weekday, ...] = Field(default=WEEKDAYS, min_length=1, max_length=7)
    begin: time
    end: time

    @model_validator(mode="after")
    def _of_the_persons_clocks(self) -> Self:
        if self.begin.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("The hours are those of the person's own clocks; write them without a time zone.")
        if len(set(self.weekdays)) < len(self.weekdays):
            raise ValueError("A weekday is named twice; name it once.")
        return self

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        if not contexts:
            return {}
        zones = zones_of({context.contact_id for context in contexts})
        return {context.enrollment_id: zones[context.contact_id] for context in contexts}

    def run(self, context: StepContext) -> Outcome:
        window = Window(frozenset(WEEKDAYS.index(day) for day in self.weekdays), self.begin, self.end)
        opens_at = window.next_open(context.now, context.loaded)
        if opens_at > context.now:
            return Sleep(opens_at)
        return Advance(reason="in the window", facts={"local_time": context.now.astimezone(context.loaded).isoformat()})
