"""What the journey is for: once it is reached, from wherever the person is, the run ends as a success.

A goal stands among the steps so that it is seen there, and it holds for all of them (see Exit). Whoever walks into it
before it is reached walks on.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from ...segments.compilation import matching
from ...segments.conditions import RootCondition
from ..event_filters import EventFilter, EventName, named_in
from .base import Advance, Finish, Outcome, StepConfig, StepContext


class Goal(StepConfig):
    """Give event, condition, or both: then the event counts only while the condition holds."""

    kind: Literal["goal"] = "goal"
    titles = {"en": "Goal", "it": "Obiettivo"}
    event: EventName | None = None
    filter: EventFilter = {}
    condition: RootCondition | None = None
    reason: str = Field(default="goal_reached", pattern=r"^[a-z][a-z0-9_]{0,62}$")

    is_global = True

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.event is None and self.condition is None:
            raise ValueError("Say what the goal is: an event, a condition, or both.")
        if self.filter and self.event is None:
            raise ValueError("A filter looks at an event; name the event, or remove the filter.")
        return self

    def conditions(self) -> Sequence[Any]:
        return [] if self.condition is None else [self.condition]

    def references(self) -> Sequence[tuple[str, str]]:
        return list(named_in(self.filter))

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        if self.condition is None or self.event is not None or not contexts:
            return {}
        found = matching(self.condition, {context.contact_id for context in contexts}, contexts[0].now)
        return {context.enrollment_id: context.contact_id in found for context in contexts}

    def run(self, context: StepContext) -> Outcome:
        return Finish(self.reason) if context.loaded else Advance(reason="not reached")
