"""Invite the buyer of an order to a list, in a mail about that order.

Nobody has agreed to anything here, so this is the one mail of a journey that needs no consent, and it is bound on every
side: it tells of an order the person placed and did not send back, goes once, to nobody who ever said no, and puts
nobody on the list. Who presses the button on the page behind its link joins, and that page is the proof.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal

from pydantic import Field

from ...contacts.models import ContactList
from ...messages.truth import Truth
from ..durations import Duration
from .base import Advance, Outcome, StepConfig, StepContext
from .send import QueueMessage


class QueueInvitation(QueueMessage):
    """It is what the journey wants of people, so those who are held out go without it, although it is transactional."""

    @property
    def is_withheld(self) -> bool:
        return True


class Invite(StepConfig):
    """valid_days is how long the link works; expires_after is when the mail comes too late to be about the order."""

    kind: Literal["invite"] = "invite"
    titles = {"en": "Invite to a list", "it": "Invita a una lista"}
    template: str
    list: str = Field(min_length=1, max_length=255)
    valid_days: int = Field(default=30, ge=1, le=365)
    expires_after: Duration = timedelta(days=2)

    def references(self) -> Sequence[tuple[str, str]]:
        return [("template", self.template), ("invitation", self.template), ("list", self.list)]

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        if not contexts:
            return {}
        invited_to = ContactList.objects.get(slug=self.list)
        return dict.fromkeys((context.enrollment_id for context in contexts), invited_to)

    def run(self, context: StepContext) -> Outcome:
        if "order_id" not in context.subject:
            return Advance(reason="no order", facts={"list": self.list})
        invited_to = context.loaded
        beside = {
            "confirms": [invited_to.pk],
            "lists": invited_to.name,
            "until": (context.now + timedelta(days=self.valid_days)).isoformat(),
            "proof": {"source": context.source, "order_id": context.subject["order_id"]},
        }
        effect = QueueInvitation(self.template, (Truth.INVITATION,), self.expires_after, "transactional", beside)
        return Advance(effects=(effect,), reason="planned", facts={"template": self.template, "list": self.list})
