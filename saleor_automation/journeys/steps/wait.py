"""Wait for a length of time, counted from the moment the person reached the step."""

from typing import Literal

from ..durations import Duration
from .base import Advance, Outcome, Sleep, StepConfig, StepContext


class Wait(StepConfig):
    kind: Literal["wait"] = "wait"
    titles = {"en": "Wait", "it": "Attendi"}
    is_wait = True

    duration: Duration

    def always_waits(self) -> bool:
        return True

    def run(self, context: StepContext) -> Outcome:
        until = context.reached_at + self.duration
        return Advance(reason="waited") if context.now >= until else Sleep(until)
