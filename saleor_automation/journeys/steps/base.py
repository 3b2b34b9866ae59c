"""The contract of a step: it answers, the engine acts.

A step kind is one file in this folder: a StepConfig subclass with its own `kind`, registered in __init__.py.
`run` decides for one person from values already read; `load` may read values for many people in one statement.
A step never sleeps, schedules or saves. What is to happen is returned as effects; the engine applies the
effects of a whole batch, the new positions and the decisions in one transaction.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, Field


class StepContext(NamedTuple):
    """What a step may look at. reached_at is when the person came to this step, so waits count from there.

    woken_by names the event that ended a wait, or is empty when time did. loaded is what `load` read.
    """

    enrollment_id: int
    contact_id: int
    journey_id: int
    journey_slug: str
    key: str
    visit: int
    now: datetime
    entered_at: datetime
    reached_at: datetime
    woken_by: str
    subject: Mapping[str, Any]
    loaded: Any = None

    def effect_key(self, step_id: str) -> str:
        """Name what this visit of a step does, so that doing it twice does it once."""
        return f"{self.enrollment_id}:{step_id}:{self.visit}"


class Effect:
    """Something a step wants to happen. order sorts kinds of effects: coupons come before the mails that show them."""

    order: ClassVar[int] = 50

    @classmethod
    @abstractmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        """Carry out the effects of a batch, all of this class; returns what the subjects of runs gain by it.

        Runs inside the engine's transaction and must be idempotent by the planned keys.
        """


class Planned(NamedTuple):
    """One effect of one run, with the subject as earlier effects of the batch left it."""

    context: StepContext
    step_id: str
    effect: Any
    subject: Mapping[str, Any]

    @property
    def key(self) -> str:
        return self.context.effect_key(self.step_id)


@dataclass(frozen=True, slots=True)
class Advance:
    """Go on: to the step named, or to the next one."""

    to: str | None = None
    effects: tuple[Effect, ...] = ()
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sleep:
    """Stay at this step until a moment, or until one of the events named arrives before it."""

    until: datetime
    waiting_for: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finish:
    """Leave the journey; the reason is what reports count."""

    reason: str
    effects: tuple[Effect, ...] = ()


Outcome = Advance | Sleep | Finish


class StepConfig(BaseModel):
    """What the marketer says of a step. next is the id of the step behind it; empty means the following one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    label: str = ""
    next: str = ""

    waits: ClassVar[bool] = False
    """True if a person may stay here, which makes a loop through this step safe."""

    def targets(self) -> Sequence[str]:
        """Return the ids of the steps this one names itself; the following step is not among them."""
        return [self.next] if self.next else []

    def has_following(self) -> bool:
        """Tell whether people may also go on to the step that stands behind this one."""
        return not self.next

    def references(self) -> Sequence[tuple[str, str]]:
        """Return (kind, name) of what must exist to publish: ("template", slug), ("coupon", slug)."""
        return []

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        """Read what `run` needs for these people, by enrollment id, in a constant number of statements."""
        return {}

    @abstractmethod
    def run(self, context: StepContext) -> Outcome:
        """Decide for one person."""
