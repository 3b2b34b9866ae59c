"""End another journey the person is in; what it has queued is taken back."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from ...events.kinds import EventKind
from .base import Advance, Outcome, StepConfig, StepContext
from .start_journey import AskJourney


class EndJourney(StepConfig):
    """Whoever is not in the other journey goes on as if nothing was. Its runs end with the reason ended_by_journey."""

    kind: Literal["end_journey"] = "end_journey"
    titles = {"en": "End another journey", "it": "Termina un altro percorso"}
    journey: str = Field(min_length=1, max_length=150)

    def references(self) -> Sequence[tuple[str, str]]:
        return [("journey", self.journey)]

    def run(self, context: StepContext) -> Outcome:
        effect = AskJourney(EventKind.JOURNEY_END_ASKED, self.journey)
        return Advance(effects=(effect,), reason="asked", facts={"journey": self.journey})
