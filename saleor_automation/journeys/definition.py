"""A journey as data: who enters, what happens step by step, what ends it. Pure; the database is asked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from pydantic import ValidationError, field_validator

from ..core.exceptions import InvalidDefinition
from .complaints import problem_of
from .graph import graph_problems
from .steps import Step
from .steps.base import StepConfig
from .steps.goal import Goal
from .triggers import Entry, Exit, Part, Trigger

MAX_STEPS = 500


class Definition(Part):
    trigger: Trigger
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

    @cached_property
    def all_exits(self) -> tuple[Exit, ...]:
        """What ends a run from anywhere, goals among the steps included; of two that apply the first one counts."""
        goals = [step for step in self.steps if isinstance(step, Goal)]
        return (
            *(
                Exit(event=g.event, filter=g.filter, condition=g.condition, reason=g.reason, is_goal=True)
                for g in goals
            ),
            *self.exits,
        )

    @cached_property
    def conditional_exits(self) -> tuple[Exit, ...]:
        """Those that no event announces."""
        return tuple(exit_ for exit_ in self.all_exits if exit_.event is None)

    @cached_property
    def moves_ledgers(self) -> bool:
        return any(step.moves_ledgers for step in self.steps)

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
    problems = list(graph_problems(definition))
    if problems:
        raise InvalidDefinition(subject, problems)
    return definition


@lru_cache(maxsize=512)
def published_definition(version_id: int, text: str) -> Definition:
    """Read the definition of a published version; versions never change, so each process reads one once."""
    return Definition.model_validate_json(text)
