"""Leave the journey here."""

from typing import Literal

from pydantic import Field

from .base import Finish, Outcome, StepConfig, StepContext


class End(StepConfig):
    kind: Literal["end"] = "end"
    titles = {"en": "End", "it": "Fine"}
    reason: str = Field(default="completed", pattern=r"^[a-z][a-z0-9_]{0,62}$")

    def has_following(self) -> bool:
        return False

    def run(self, context: StepContext) -> Outcome:
        return Finish(self.reason)
