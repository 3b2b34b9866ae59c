"""The contract of a step: it answers, the engine acts.

A step kind is one file in this folder: a StepConfig subclass with its own `kind`, registered in __init__.py.
`run` decides for one person from values already read; `load` may read values for many people in one statement.
A step never sleeps, schedules or saves. What is to happen is returned as effects; the engine applies the
effects of a whole batch, the new positions and the decisions in one transaction.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ...contacts.field_writing import KnownField
from ..shares import draw

ANY_EVENT = "*"
"""A run that waits for this looks again at every event of the person."""


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

    @property
    def source(self) -> str:
        """Who is named as the source of what a step changes about a person."""
        return f"journey:{self.journey_slug}"[:64]

    def draw(self, step_id: str) -> float:
        """Return the chance of this run at a step: a number from 0 up to 1 that is the same every time it is asked.

        Nothing of it depends on numbers the database gives, so that a simulation draws as the journey will.
        """
        return draw(f"{self.journey_slug}:{self.contact_id}:{self.key}:{self.entered_at.isoformat()}:{step_id}")

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

    @property
    def is_withheld(self) -> bool:
        """Tell whether people who are held out of the journey go without it."""
        return True

    @classmethod
    def withhold(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        """Note what people who are held out go without, as apply would do it; most effects leave nothing to note."""
        return {}


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


class Known(NamedTuple):
    """What publishing knows when it asks a step whether it fits the shop: the fields it names, and the day in UTC."""

    fields: Mapping[str, KnownField]
    today: date


class StepConfig(BaseModel):
    """What the marketer says of a step. next is the id of the step behind it; empty means the following one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    label: str = ""
    next: str = ""

    titles: ClassVar[Mapping[str, str]]
    """What a marketer calls this kind of step, by language: English and Italian."""

    is_global: ClassVar[bool] = False
    """True if it has an effect wherever people are, so that nothing needs to lead to it."""

    is_wait: ClassVar[bool] = False
    """True if people stay here until something comes, so that staff may let one of them go on earlier."""

    moves_ledgers: ClassVar[bool] = False
    """True if its effects need the contact locked (scores, points): the engine passes over whoever is locked now."""

    def targets(self) -> Sequence[str]:
        """Return the ids of the steps this one names itself; the following step is not among them."""
        return [self.next] if self.next else []

    def has_following(self) -> bool:
        """Tell whether people may also go on to the step that stands behind this one."""
        return not self.next

    def always_waits(self) -> bool:
        """Tell whether nobody passes this step in no time, which makes a loop through it safe."""
        return False

    def past_wait(self) -> str:
        """Return the step people go to whose wait is cut short; empty for the following one."""
        return self.next

    def references(self) -> Sequence[tuple[str, str]]:
        """Return (kind, name) of what must exist to publish: ("template", slug), ("coupon", slug); see checking.py."""
        return []

    def misfits(self, known: Known) -> Iterator[str]:
        """Yield what is wrong with this step in this shop, beyond what is missing."""
        yield from ()

    def conditions(self) -> Sequence[Any]:
        """Return the conditions it asks, so that publishing can look for what they name."""
        return []

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        """Read what `run` needs for these people, by enrollment id, in a constant number of statements."""
        return {}

    @abstractmethod
    def run(self, context: StepContext) -> Outcome:
        """Decide for one person."""
