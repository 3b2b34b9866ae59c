"""Give the person loyalty points, or take some."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import Field, field_validator

from ...contacts.lock_objects import lock_contacts
from ...scores.models import Programme
from ...scores.points import CORRECTION, GIFT, PointsMovement, move
from ...scores.redemption import MOST_POINTS
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class MovePoints(Effect):
    """A gift, which expires like points of an order, or a correction, which may leave the person below zero."""

    points: int
    reason: str

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        present = lock_contacts(item.context.contact_id for item in planned)
        days = Programme.objects.order_by("pk").values_list("expires_after_days", flat=True).first()
        ends_at = None if days is None else now + timedelta(days=days)
        move([_movement(item, ends_at, now) for item in planned if item.context.contact_id in present], now)
        return {}


def _movement(item: Planned, ends_at: datetime | None, now: datetime) -> PointsMovement:
    key = f"journey:{item.key}"
    is_gift = item.effect.points > 0
    return PointsMovement(
        key=key,
        contact_id=item.context.contact_id,
        kind=GIFT if is_gift else CORRECTION,
        occurred_at=now,
        confirmed=item.effect.points,
        lot=key if is_gift else "",
        reason=item.effect.reason or f"Journey {item.context.journey_slug}",
        source=item.context.source,
        expires_at=ends_at if is_gift else None,
    )


class ChangePoints(StepConfig):
    """points may be negative; reason is what the person reads beside the movement."""

    kind: Literal["change_points"] = "change_points"
    titles = {"en": "Change loyalty points", "it": "Cambia i punti fedeltà"}
    moves_ledgers = True

    points: int = Field(ge=-MOST_POINTS, le=MOST_POINTS)
    reason: str = Field(default="", max_length=200)

    @field_validator("points")
    @classmethod
    def _some(cls, points: int) -> int:
        if points == 0:
            raise ValueError("0 points change nothing; use a number above or below zero.")
        return points

    def run(self, context: StepContext) -> Outcome:
        effect = MovePoints(self.points, self.reason)
        return Advance(effects=(effect,), reason="points changed", facts={"points": self.points})
