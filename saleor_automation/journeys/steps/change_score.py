"""Raise or lower a lead score of the person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field, field_validator

from ...contacts.lock_objects import lock_contacts
from ...scores.adjusting import MAX_DAYS, MOST_POINTS, adjust
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class MoveScore(Effect):
    score: str
    points: int
    expires_after_days: int | None

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        present = lock_contacts(item.context.contact_id for item in planned)
        groups: dict[tuple[str, str, int], list[Planned]] = defaultdict(list)
        for item in planned:
            if item.context.contact_id in present:
                place = (item.effect.score, item.context.journey_slug, item.effect.expires_after_days or 0)
                groups[place].append(item)
        for (score, slug, days), items in sorted(groups.items()):
            adjust(
                score,
                [(f"journey:{item.key}", item.context.contact_id, item.effect.points) for item in items],
                reason=f"Journey {slug}",
                source=items[0].context.source,
                now=now,
                expires_after_days=days or None,
            )
        return {}


class ChangeScore(StepConfig):
    """points may be negative; expires_after_days takes them back after as many days."""

    kind: Literal["change_score"] = "change_score"
    titles = {"en": "Change a score", "it": "Cambia un punteggio"}
    moves_ledgers = True

    score: str = Field(min_length=1, max_length=63)
    points: int = Field(ge=-MOST_POINTS, le=MOST_POINTS)
    expires_after_days: int | None = Field(default=None, ge=1, le=MAX_DAYS)

    @field_validator("points")
    @classmethod
    def _some(cls, points: int) -> int:
        if points == 0:
            raise ValueError("0 points change nothing; use a number above or below zero.")
        return points

    def references(self) -> Sequence[tuple[str, str]]:
        return [("score", self.score)]

    def run(self, context: StepContext) -> Outcome:
        effect = MoveScore(self.score, self.points, self.expires_after_days)
        return Advance(effects=(effect,), reason="score changed", facts={"score": self.score, "points": self.points})
