"""A journey as data: who enters, what happens step by step, what ends it. Pure; the database is asked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..core.exceptions import InvalidDefinition
from ..events.kinds import is_known
from ..segments.conditions import RootCondition
from .complaints import place_of, problem_of
from .durations import Duration
from .steps import Step
from .steps.base import StepConfig

MAX_STEPS = 500


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _known_event(event: str) -> str:
    if not is_known(event):
        raise ValueError(f"There is no event {event!r}; see the glossary, or use 'custom:<name>'.")
    return event


class EventTrigger(_Part):
    """People enter when this happens to them."""

    kind: Literal["event"] = "event"
    event: str

    _event_exists = field_validator("event")(_known_event)


class DateTrigger(_Part):
    """People enter when a date of theirs is this long ago, once for each value of the date."""

    kind: Literal["date"] = "date"
    field: Literal["last_order_at", "first_order_at", "last_cart_abandoned_at", "created_at"]
    after: Duration


class Entry(_Part):
    """How often the same person may enter: once, once for each checkout or order, or again after a pause."""

    rule: Literal["once", "once_per_key", "again"] = "once"
    key: Literal["", "checkout", "order", "date"] = ""
    pause: Duration | None = None
    condition: RootCondition | None = None


class Exit(_Part):
    """An event that ends the journey from anywhere; a goal is an exit that counts as success."""

    event: str
    reason: str = Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")
    is_goal: bool = False

    _event_exists = field_validator("event")(_known_event)


class Definition(_Part):
    trigger: Annotated[EventTrigger | DateTrigger, Field(discriminator="kind")]
    entry: Entry = Entry()
    exits: tuple[Exit, ...] = ()
    steps: tuple[Step, ...]

    @field_validator("steps", mode="before")
    @classmethod
    def _some_but_not_too_many(cls, steps: Any) -> Any:
        # Counted before the steps are read: pydantic counts those that are right, and would add a second complaint.
        if isinstance(steps, list | tuple) and not 1 <= len(steps) <= MAX_STEPS:
            raise ValueError(f"There are {len(steps)} steps; use at least 1 and at most {MAX_STEPS}.")
        return steps

    @cached_property
    def by_id(self) -> dict[str, StepConfig]:
        return {step.id: step for step in self.steps}

    @cached_property
    def following(self) -> dict[str, str]:
        """The id of the step that stands behind each step; the last one has none."""
        ids = [step.id for step in self.steps]
        return dict(pairwise(ids))

    def next_of(self, step: StepConfig, to: str | None) -> str | None:
        """Return where a person goes from a step, or None if the journey ends behind it."""
        return to or step.next or self.following.get(step.id)

    def successors(self, step: StepConfig) -> Iterator[str]:
        yield from step.targets()
        if step.has_following() and step.id in self.following:
            yield self.following[step.id]


def parse_definition(data: Any, subject: str) -> Definition:
    """Read and check a definition.

    Raises InvalidDefinition naming every problem and the step it belongs to.
    """
    try:
        definition = Definition.model_validate(data)
    except ValidationError as error:
        raise InvalidDefinition(subject, [problem_of(data, detail) for detail in error.errors()]) from None
    problems = list(_problems(definition))
    if problems:
        raise InvalidDefinition(subject, problems)
    return definition


@lru_cache(maxsize=512)
def published_definition(version_id: int, text: str) -> Definition:
    """Read the definition of a published version; versions never change, so each process reads one once."""
    return Definition.model_validate_json(text)


def _problems(definition: Definition) -> Iterator[tuple[str, str]]:
    """Yield what no single field shows: ids used twice, missing targets, steps nobody reaches, endless circles."""
    dangling = False
    seen: set[str] = set()
    for step in definition.steps:
        if step.id in seen:
            yield place_of(step.id), "Another step has the same id; give each step its own."
        seen.add(step.id)
        for target in step.targets():
            if target not in definition.by_id:
                dangling = True
                yield place_of(step.id), f"It leads to {target!r}, which is not a step of this journey."
    if definition.entry.rule == "again" and definition.entry.pause is None:
        yield "entry", "Entering again needs a pause, for instance '7 days'."
    if definition.entry.rule == "once_per_key" and not definition.entry.key:
        yield "entry", "Entering once per key needs a key: checkout, order or date."
    if dangling or len(seen) < len(definition.steps):
        return
    reached = _reachable(definition)
    for step_id in definition.by_id:
        if step_id not in reached:
            yield place_of(step_id), "Nobody can reach this step; lead a step to it or remove it."
    for step_id in _endless(definition):
        yield place_of(step_id), "People would go round in a circle here without ever waiting; add a wait."


def _reachable(definition: Definition) -> set[str]:
    reached: set[str] = set()
    open_ids = [definition.steps[0].id]
    while open_ids:
        step_id = open_ids.pop()
        if step_id not in reached:
            reached.add(step_id)
            open_ids += definition.successors(definition.by_id[step_id])
    return reached


def _endless(definition: Definition) -> Iterator[str]:
    """Steps on a circle that never waits: depth-first search over the graph without the waiting steps."""
    state: dict[str, int] = {}
    for root in definition.steps:
        stack = [(root.id, iter(_instant_successors(definition, root)))]
        if state.get(root.id) or root.waits:
            continue
        state[root.id] = 1
        while stack:
            step_id, children = stack[-1]
            child = next(children, None)
            if child is None:
                state[step_id] = 2
                stack.pop()
            elif state.get(child) == 1:
                yield child
            elif child not in state:
                state[child] = 1
                stack.append((child, iter(_instant_successors(definition, definition.by_id[child]))))


def _instant_successors(definition: Definition, step: StepConfig) -> list[str]:
    return [target for target in definition.successors(step) if not definition.by_id[target].waits]
