"""Read what can be read of a draft with mistakes, so that all that is wrong is said at once and not by and by."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from .complaints import problem_of
from .definition import MAX_STEPS, Definition
from .steps import Step
from .steps.base import Outcome, StepConfig, StepContext
from .triggers import Entry, Exit, ManualTrigger, Trigger

_STEP: TypeAdapter[Any] = TypeAdapter(Step)
_TRIGGER: TypeAdapter[Any] = TypeAdapter(Trigger)
_EXIT: TypeAdapter[Any] = TypeAdapter(Exit)
_ENTRY: TypeAdapter[Any] = TypeAdapter(Entry)
_WAYS = ("next", "then", "otherwise", "on_event", "on_limit", "on_missing")


class Unreadable(StepConfig):
    """A step with a mistake: it stands where it stood and leads where it says, and nothing more is asked of it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    ways: tuple[str, ...] = ()

    def targets(self) -> Sequence[str]:
        return self.ways

    def has_following(self) -> bool:
        return True

    def always_waits(self) -> bool:
        """It may be a wait: a circle through it is not complained about before it can be read."""
        return True

    def run(self, context: StepContext) -> Outcome:
        raise NotImplementedError("A step that cannot be read is never run.")


def read_half_done(data: Any) -> tuple[Definition | None, list[tuple[str, str]]]:
    """Return the definition with what can be read of it, and what cannot be as (place, text).

    None if there are no steps to speak of. A definition without problems here is the definition.
    """
    try:
        return Definition.model_validate(data), []
    except ValidationError as error:
        problems = [problem_of(data, detail) for detail in error.errors()]
    steps = data.get("steps") if isinstance(data, dict) else None
    if not isinstance(steps, list | tuple) or not 1 <= len(steps) <= MAX_STEPS:
        return None, problems
    exits = data.get("exits")
    definition = Definition.model_construct(
        trigger=_read(_TRIGGER, data.get("trigger")) or ManualTrigger(),
        entry=_read(_ENTRY, data.get("entry")) or Entry(),
        exits=tuple(
            found for each in (exits if isinstance(exits, list | tuple) else ()) if (found := _read(_EXIT, each))
        ),
        steps=tuple(_read(_STEP, step) or _unreadable(step, number) for number, step in enumerate(steps)),
    )
    return definition, problems


def _read(adapter: TypeAdapter[Any], data: Any) -> BaseModel | None:
    try:
        found: BaseModel = adapter.validate_python(data)
    except ValidationError:
        return None
    return found


def _unreadable(step: Any, number: int) -> Unreadable:
    step = step if isinstance(step, dict) else {}
    step_id = step.get("id")
    # Without an id it gets one nobody can have given, since it holds a space.
    name = step_id if isinstance(step_id, str) and step_id else f"number {number + 1}"
    return Unreadable.model_construct(id=name, ways=tuple(_ways(step)))


def _ways(step: dict[str, Any]) -> Iterator[str]:
    ways = step.get("ways")
    nested = [way.get("to") for way in ways if isinstance(way, dict)] if isinstance(ways, list | tuple) else []
    for target in [*(step.get(name) for name in _WAYS), *nested]:
        if isinstance(target, str) and target:
            yield target
