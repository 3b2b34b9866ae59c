"""Send people different ways by chance; the same run always goes the same way."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..shares import Share, choose
from .base import Advance, Outcome, StepConfig, StepContext


class Way(BaseModel):
    """A way people may go: to is a step of the journey, empty means the one below; weight is its share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=32)
    weight: Share
    to: str = ""


class RandomSplit(StepConfig):
    kind: Literal["random_split"] = "random_split"
    titles = {"en": "Random split", "it": "Divisione casuale"}
    ways: tuple[Way, ...] = Field(min_length=2, max_length=20)

    @field_validator("ways")
    @classmethod
    def _own_names(cls, ways: tuple[Way, ...]) -> tuple[Way, ...]:
        if len({way.name for way in ways}) < len(ways):
            raise ValueError("Two ways have the same name; give each its own.")
        return ways

    def targets(self) -> Sequence[str]:
        return [target for target in (self.next, *(way.to for way in self.ways)) if target]

    def has_following(self) -> bool:
        return not self.next and not all(way.to for way in self.ways)

    def run(self, context: StepContext) -> Outcome:
        way = self.ways[choose(context.draw(self.id), [way.weight for way in self.ways])]
        return Advance(to=way.to or None, reason=f"way {way.name}", facts={"way": way.name})
