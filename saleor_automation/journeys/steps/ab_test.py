"""Send each person one of several mails; which one is drawn once for the run, and every mail says whose variant it is.

The variants have templates of their own, so that what became of each can be counted from the messages
(reports/variants.py).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..durations import Duration
from ..shares import Share, choose
from .base import Advance, Outcome, StepConfig, StepContext
from .send import JourneyTruth, MessageKindName, QueueMessage


class Variant(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=32)
    template: str
    weight: Share = 1


class AbTest(StepConfig):
    """truth, expires_after and message_kind hold for all variants, as in a send step."""

    kind: Literal["ab_test"] = "ab_test"
    titles = {"en": "A/B test", "it": "Test A/B"}
    variants: tuple[Variant, ...] = Field(min_length=2, max_length=10)
    truth: tuple[JourneyTruth, ...] = ()
    expires_after: Duration = timedelta(days=2)
    message_kind: MessageKindName = "marketing"

    @field_validator("variants")
    @classmethod
    def _can_be_told_apart(cls, variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
        for what in ("name", "template"):
            if len({getattr(variant, what) for variant in variants}) < len(variants):
                raise ValueError(f"Two variants have the same {what}; they could not be told apart.")
        return variants

    def references(self) -> Sequence[tuple[str, str]]:
        return [("template", variant.template) for variant in self.variants]

    def run(self, context: StepContext) -> Outcome:
        number = choose(context.draw(self.id), [variant.weight for variant in self.variants])
        variant = self.variants[number]
        effect = QueueMessage(variant.template, self.truth, self.expires_after, self.message_kind)
        facts = {"variant": variant.name, "template": variant.template}
        return Advance(effects=(effect,), reason=f"variant {variant.name}", facts=facts)
