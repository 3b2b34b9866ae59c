"""Wait until something happens to the person, or is true of them, but no longer than a limit.

The ways on may lead to different steps. A condition is looked at when the person comes here, at each of their events,
when time alone makes it true, and at least once a day: what changes without an event is noticed by then.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple, Self

from pydantic import model_validator

from ...segments.compilation import next_changes
from ...segments.conditions import RootCondition
from ..durations import Duration
from ..event_filters import EventFilter, EventName, named_in
from .base import ANY_EVENT, Advance, Outcome, Sleep, StepConfig, StepContext

LOOK_AGAIN = timedelta(days=1)


class Loaded(NamedTuple):
    """Whether the condition holds, and when time alone may change that."""

    holds: bool
    changes_at: datetime | None


class WaitFor(StepConfig):
    """Give event, condition, or both: then the first of the two ends the wait. filter is about the event's data."""

    kind: Literal["wait_for"] = "wait_for"
    titles = {"en": "Wait for something", "it": "Attendi che succeda qualcosa"}
    is_wait = True

    event: EventName | None = None
    filter: EventFilter = {}
    condition: RootCondition | None = None
    limit: Duration
    on_event: str = ""
    on_limit: str = ""

    @model_validator(mode="after")
    def _something_to_wait_for(self) -> Self:
        if self.event is None and self.condition is None:
            raise ValueError("Say what it waits for: an event, a condition, or both.")
        if self.filter and self.event is None:
            raise ValueError("A filter looks at an event; name the event, or remove the filter.")
        return self

    def always_waits(self) -> bool:
        return self.condition is None

    def targets(self) -> Sequence[str]:
        return [target for target in (self.next, self.on_event, self.on_limit) if target]

    def has_following(self) -> bool:
        return not self.next and not (self.on_event and self.on_limit)

    def past_wait(self) -> str:
        return self.on_limit or self.next

    def references(self) -> Sequence[tuple[str, str]]:
        return list(named_in(self.filter))

    def conditions(self) -> Sequence[Any]:
        return [] if self.condition is None else [self.condition]

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        if self.condition is None or not contexts:
            return {}
        ids = {context.contact_id for context in contexts}
        found = next_changes(self.condition, ids, contexts[0].now)
        return {c.enrollment_id: Loaded(*found.get(c.contact_id, (False, None))) for c in contexts}

    def run(self, context: StepContext) -> Outcome:
        if self.event is not None and context.woken_by == self.event:
            return Advance(to=self.on_event or None, reason="event", facts={"event": self.event})
        if context.loaded is not None and context.loaded.holds:
            return Advance(to=self.on_event or None, reason="condition", facts={"condition": True})
        until = context.reached_at + self.limit
        if context.now >= until:
            return Advance(to=self.on_limit or None, reason="limit")
        if self.condition is None:
            return Sleep(until, waiting_for=self.event or "")
        return Sleep(min(until, self._look_again_at(context)), waiting_for=ANY_EVENT)

    def _look_again_at(self, context: StepContext) -> datetime:
        changes_at = context.loaded.changes_at if context.loaded is not None else None
        again = context.now + LOOK_AGAIN
        return min(again, changes_at) if changes_at is not None and changes_at > context.now else again
