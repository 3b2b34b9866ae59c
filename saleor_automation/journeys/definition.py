"""A journey as data: who enters, what happens step by step, what ends it. Pure; the database is asked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..core.exceptions import InvalidDefinition
from ..events.kinds import is_known
from ..segments.conditions import Condition
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
    condition: Condition | None = None


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
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MAX_STEPS)

    @cached_property
    def by_id(self) -> dict[str, StepConfig]:
        return {step.id: step for step in self.steps}

    @cached_property
    def following(self) -> dict[str, str]:
        """The id of the step that stands behind each step; the last one has none."""
        ids = [step.id for step in self.steps]
        return dict(zip(ids, ids[1:], strict=False))

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
        raise InvalidDefinition(subject, [_problem(data, item) for item in error.errors()]) from None
    problems = list(graph_problems(definition))
    if problems:
        raise InvalidDefinition(subject, problems)
    return definition


@lru_cache(maxsize=512)
def published_definition(version_id: int, text: str) -> Definition:
    """Read the definition of a published version; versions never change, so each process reads one once."""
    return Definition.model_validate_json(text)


def graph_problems(definition: Definition) -> Iterator[tuple[str, str]]:
    """Yield (step id, problem) for ids used twice, missing targets, steps nobody reaches, loops without a wait."""
    seen: set[str] = set()
    for step in definition.steps:
        if step.id in seen:
            yield step.id, "Another step has the same id; give each step its own."
        seen.add(step.id)
        for target in step.targets():
            if target not in definition.by_id:
                yield step.id, f"It leads to {target!r}, which is not a step of this journey."
    if any(target not in definition.by_id for step in definition.steps for target in step.targets()):
        return
    reached = _reachable(definition)
    for step in definition.steps:
        if step.id not in reached:
            yield step.id, "Nobody can reach this step; lead a step to it or remove it."
    yield from _loop_problems(definition)
    if definition.entry.rule == "again" and definition.entry.pause is None:
        yield "entry", "Entering again needs a pause, for instance '7 days'."
    if definition.entry.rule == "once_per_key" and not definition.entry.key:
        yield "entry", "Entering once per key needs a key: checkout, order or date."


def _reachable(definition: Definition) -> set[str]:
    reached: set[str] = set()
    open_ids = [definition.steps[0].id]
    while open_ids:
        step_id = open_ids.pop()
        if step_id not in reached:
            reached.add(step_id)
            open_ids += definition.successors(definition.by_id[step_id])
    return reached


def _loop_problems(definition: Definition) -> Iterator[tuple[str, str]]:
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
                yield child, "People would go round in a circle here without ever waiting; add a wait."
            elif child not in state:
                state[child] = 1
                stack.append((child, iter(_instant_successors(definition, definition.by_id[child]))))


def _instant_successors(definition: Definition, step: StepConfig) -> list[str]:
    return [target for target in definition.successors(step) if not definition.by_id[target].waits]


def _problem(data: Any, error: Any) -> tuple[str, str]:
    """Name the step of a pydantic error by its id, and say the problem in one sentence."""
    location = [str(part) for part in error["loc"]]
    place = ".".join(location)
    if location[:1] == ["steps"] and len(location) > 1 and location[1].isdigit():
        step = data["steps"][int(location[1])]
        name = step.get("id", f"number {int(location[1]) + 1}") if isinstance(step, dict) else location[1]
        rest = ".".join(part for part in location[2:] if not isinstance(step, dict) or part != step.get("kind"))
        place = f"step '{name}'" + (f", {rest}" if rest else "")
    message = error["msg"].removeprefix("Value error, ")
    return place, message
