"""Take the person off one list, or off everything: then no marketing message goes to them until they ask again."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from ...contacts.consent import ConsentChange, change_consent
from ...contacts.lists import ListWord, change_subscriptions, lists_by_slug
from ...contacts.models import ConsentState, ContactList
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class EndConsent(Effect):
    """The end of the person's consent, and of their place on every list they are on."""

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        change_consent(
            [
                ConsentChange(
                    contact_id=item.context.contact_id,
                    state=ConsentState.UNSUBSCRIBED,
                    source=item.context.source,
                    changed_at=now,
                )
                for item in planned
            ],
            now,
        )
        people: dict[str, list[int]] = defaultdict(list)
        for item in planned:
            people[item.context.source].append(item.context.contact_id)
        for source, contact_ids in sorted(people.items()):
            _leave(list(ContactList.objects.order_by("pk")), contact_ids, source, now)
        return {}


@dataclass(frozen=True, slots=True)
class LeaveList(Effect):
    list: str

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        people: dict[tuple[str, str], list[int]] = defaultdict(list)
        for item in planned:
            people[(item.effect.list, item.context.source)].append(item.context.contact_id)
        for (slug, source), contact_ids in sorted(people.items()):
            _leave(lists_by_slug([slug]), contact_ids, source, now)
        return {}


def _leave(lists: Sequence[ContactList], contact_ids: Sequence[int], source: str, now: datetime) -> None:
    change_subscriptions(lists, contact_ids, ListWord(ConsentState.UNSUBSCRIBED, source, now), now)


class Unsubscribe(StepConfig):
    """list is the list to leave; empty means all of them, and the consent as well."""

    kind: Literal["unsubscribe"] = "unsubscribe"
    titles = {"en": "Unsubscribe", "it": "Annulla l'iscrizione"}
    list: str = Field(default="", max_length=255)

    def references(self) -> Sequence[tuple[str, str]]:
        return [("list", self.list)] if self.list else []

    def run(self, context: StepContext) -> Outcome:
        if self.list:
            return Advance(effects=(LeaveList(self.list),), reason="taken off", facts={"list": self.list})
        return Advance(effects=(EndConsent(),), reason="taken off")
