"""Plan a message to the person. Whether it is really sent is decided when it is made (messages/truth.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar, Literal

from ...messages.models import MessageKind
from ...messages.outbox import NewMessage, queue
from ..durations import Duration
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext

JourneyTruth = Literal["not_ordered", "cart", "coupon", "order"]
"""What a step can demand. `confirmation` and `invitation` are not among them: mails of that kind need no consent."""

MessageKindName = Literal["marketing", "reminder", "transactional"]
"""What the sending rules count it as; transactional messages they neither hold nor count."""


@dataclass(frozen=True, slots=True)
class QueueMessage(Effect):
    """beside is what the message remembers beside the subject of the run."""

    template: str
    truth: tuple[str, ...]
    expires_after: timedelta
    message_kind: str = "marketing"
    beside: Mapping[str, Any] = field(default_factory=dict)

    order: ClassVar[int] = 90

    @property
    def is_withheld(self) -> bool:
        return self.message_kind != MessageKind.TRANSACTIONAL

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        queue([_message(item, now) for item in planned])
        return {}

    @classmethod
    def withhold(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        queue([_message(item, now)._replace(is_held_out=True) for item in planned])
        return {}


def _message(item: Planned, now: datetime) -> NewMessage:
    return NewMessage(
        key=item.key,
        contact_id=item.context.contact_id,
        enrollment_id=item.context.enrollment_id,
        journey_id=item.context.journey_id,
        step_id=item.step_id,
        template=item.effect.template,
        context={"since": item.context.entered_at.isoformat(), **item.subject, **item.effect.beside},
        truth=item.effect.truth,
        planned_at=now,
        expires_at=now + item.effect.expires_after,
        kind=item.effect.message_kind,
    )


class Send(StepConfig):
    """truth names what must still hold at send; expires_after is when the message comes too late to be right."""

    kind: Literal["send"] = "send"
    titles = {"en": "Send a mail", "it": "Invia un'email"}
    template: str
    truth: tuple[JourneyTruth, ...] = ()
    expires_after: Duration = timedelta(days=2)
    message_kind: MessageKindName = "marketing"

    def references(self) -> Sequence[tuple[str, str]]:
        return [("template", self.template)]

    @cached_property
    def answer(self) -> Advance:
        """The same for everybody who comes here."""
        effect = QueueMessage(self.template, self.truth, self.expires_after, self.message_kind)
        return Advance(effects=(effect,), reason="planned", facts={"template": self.template})

    def run(self, context: StepContext) -> Outcome:
        return self.answer
