"""Take the person off: from then on no marketing message goes to them until they ask for it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from ...contacts.consent import ConsentChange, change_consent
from ...contacts.models import ConsentState
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class EndConsent(Effect):
    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        change_consent(
            [
                ConsentChange(
                    contact_id=item.context.contact_id,
                    state=ConsentState.UNSUBSCRIBED,
                    source=f"journey:{item.context.journey_slug}"[:64],
                    changed_at=now,
                )
                for item in planned
            ],
            now,
        )
        return {}


class Unsubscribe(StepConfig):
    kind: Literal["unsubscribe"] = "unsubscribe"

    def run(self, context: StepContext) -> Outcome:
        return Advance(effects=(EndConsent(),), reason="taken off")
