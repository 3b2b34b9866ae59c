"""Let the person into another journey as well; its own entry rule and entry condition decide whether they may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from ...events.kinds import EventKind
from ...events.log import NewEvent, record
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class AskJourney(Effect):
    """An event that asks for another journey to begin, or to end, for the person; reactions.py answers it.

    Not done here and now: runs of a person are locked by whoever holds the person, and we hold a run.
    """

    kind: EventKind
    journey: str
    restart: bool = False

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        record([_event(item, now) for item in planned], now)
        return {}


def _event(item: Planned, now: datetime) -> NewEvent:
    subject = item.subject
    return NewEvent(
        kind=item.effect.kind,
        key=f"ask:{item.key}",
        occurred_at=now,
        contact_id=item.context.contact_id,
        checkout_id=UUID(subject["checkout_id"]) if "checkout_id" in subject else None,
        order_id=UUID(subject["order_id"]) if "order_id" in subject else None,
        product_id=subject.get("product_id"),
        data={
            "journey": item.effect.journey,
            "source": item.context.source,
            **({"restart": True} if item.effect.restart else {}),
        },
    )


class StartJourney(StepConfig):
    """The other journey is about the same cart, order or product. With restart, whoever is in it begins it anew."""

    kind: Literal["start_journey"] = "start_journey"
    titles = {"en": "Start another journey", "it": "Avvia un altro percorso"}
    journey: str = Field(min_length=1, max_length=150)
    restart: bool = False

    def references(self) -> Sequence[tuple[str, str]]:
        return [("journey", self.journey)]

    def run(self, context: StepContext) -> Outcome:
        effect = AskJourney(EventKind.JOURNEY_START_ASKED, self.journey, self.restart)
        return Advance(effects=(effect,), reason="asked", facts={"journey": self.journey})
