"""Tell people of the shop about the person, with their story: who they are, tags, scores, last orders.

By mail to the addresses named here, and with `services` on whatever the plugin's settings name (chat, SMS).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from ...dispatches.models import DispatchKind
from ...dispatches.queueing import NewDispatch, queue
from ...messages.addresses import wire_address
from ...shop.configuration import load_configuration
from .base import Advance, Effect, Known, Outcome, Planned, StepConfig, StepContext

LONGEST_ADDRESS = 254
"""As RFC 5321 has it."""


@dataclass(frozen=True, slots=True)
class TellTeam(Effect):
    """One dispatch for each address, so that an address that is wrong keeps nobody else from knowing."""

    to: tuple[str, ...]
    services: bool
    note: str

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        queue([notice for item in planned for notice in _notices(item, now)])
        return {}


def _notices(item: Planned, now: datetime) -> list[NewDispatch]:
    targets = [(DispatchKind.EMAIL, address) for address in item.effect.to]
    targets += [(DispatchKind.SERVICES, "")] if item.effect.services else []
    return [
        NewDispatch(
            key=f"notice:{item.key}:{number}",
            kind=kind,
            contact_id=item.context.contact_id,
            enrollment_id=item.context.enrollment_id,
            journey_id=item.context.journey_id,
            step_id=item.step_id,
            target=target,
            planned_at=now,
            note=item.effect.note,
            about=dict(item.subject),
        )
        for number, (kind, target) in enumerate(targets)
    ]


class NotifyTeam(StepConfig):
    """note is what the notice begins with. Somebody who passes twice is told of twice."""

    kind: Literal["notify_team"] = "notify_team"
    titles = {"en": "Notify the team", "it": "Avvisa il team"}
    to: tuple[str, ...] = Field(default=(), max_length=20)
    services: bool = False
    note: str = Field(default="", max_length=1000)

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.to and not self.services:
            raise ValueError("It tells nobody; name an address in `to`, or use the services of the plugin's settings.")
        for address in self.to:
            if wire_address(address) is None or len(address) > LONGEST_ADDRESS:
                raise ValueError(f"{address!r} is no e-mail address; write one like sales@shop.example.")
        if len({address.lower() for address in self.to}) < len(self.to):
            raise ValueError("An address stands in `to` twice; remove one.")
        return self

    def misfits(self, known: Known) -> Iterator[str]:
        if self.services and not load_configuration().team_services:
            yield "The plugin's settings name no services; fill them in, or leave `services` out."

    def run(self, context: StepContext) -> Outcome:
        effect = TellTeam(self.to, self.services, self.note)
        return Advance(
            effects=(effect,), reason="team told", facts={"addresses": len(self.to), "services": self.services}
        )
