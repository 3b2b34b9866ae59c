"""Tell another system about the person: a signed POST of JSON to a URL (docs/reference/webhooks.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field

from ...dispatches.addresses import LONGEST_URL, ForbiddenAddress, check_url
from ...dispatches.models import DispatchKind
from ...dispatches.queueing import NewDispatch, queue
from .base import Advance, Effect, Known, Outcome, Planned, StepConfig, StepContext

ShortText = Annotated[str, Field(max_length=1000)]


@dataclass(frozen=True, slots=True)
class CallUrl(Effect):
    url: str
    data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        queue(
            [
                NewDispatch(
                    key=f"call:{item.key}",
                    kind=DispatchKind.WEBHOOK,
                    contact_id=item.context.contact_id,
                    enrollment_id=item.context.enrollment_id,
                    journey_id=item.context.journey_id,
                    step_id=item.step_id,
                    target=item.effect.url,
                    planned_at=now,
                    about=dict(item.subject),
                    data=item.effect.data,
                )
                for item in planned
            ]
        )
        return {}


class CallWebhook(StepConfig):
    """data is sent along as it is written here. The person goes on at once: nobody waits for the answer."""

    kind: Literal["call_webhook"] = "call_webhook"
    titles = {"en": "Call a webhook", "it": "Chiama un webhook"}
    url: str = Field(max_length=LONGEST_URL)
    data: dict[ShortText, ShortText | int | float | bool | None] = Field(default={}, max_length=50)

    def misfits(self, known: Known) -> Iterator[str]:
        """Depends on the operator's settings, so what was published stays readable when those change."""
        try:
            check_url(self.url)
        except ForbiddenAddress as error:
            yield str(error)

    def run(self, context: StepContext) -> Outcome:
        # of the URL only its host: the rest may hold a secret
        facts = {"host": urlsplit(self.url).hostname}
        return Advance(effects=(CallUrl(self.url, dict(self.data)),), reason="called", facts=facts)
