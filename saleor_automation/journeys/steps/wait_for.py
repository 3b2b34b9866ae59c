"""Wait until an event of the person, but no longer than a limit; the two ways on may lead to different steps."""

from collections.abc import Sequence
from typing import Literal

from pydantic import field_validator

from ...events.kinds import is_known
from ..durations import Duration
from .base import Advance, Outcome, Sleep, StepConfig, StepContext


class WaitFor(StepConfig):
    kind: Literal["wait_for"] = "wait_for"
    event: str
    limit: Duration
    on_event: str = ""
    on_limit: str = ""

    waits = True

    @field_validator("event")
    @classmethod
    def _event_exists(cls, event: str) -> str:
        if not is_known(event):
            raise ValueError(f"There is no event {event!r}; see the glossary, or use 'custom:<name>'.")
        return event

    def targets(self) -> Sequence[str]:
        return [target for target in (self.next, self.on_event, self.on_limit) if target]

    def has_following(self) -> bool:
        return not self.next and not (self.on_event and self.on_limit)

    def run(self, context: StepContext) -> Outcome:
        if context.woken_by == self.event:
            return Advance(to=self.on_event or None, reason="event", facts={"event": self.event})
        until = context.reached_at + self.limit
        if context.now >= until:
            return Advance(to=self.on_limit or None, reason="limit")
        return Sleep(until, waiting_for=self.event)
