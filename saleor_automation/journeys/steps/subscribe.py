"""Put the person on a list, as far as their own word allows.

A journey is not the person's own act: it never gives consent, and whoever said no, to the shop or to this list, stays
off. On a list with double opt-in the person stands as pending and is asked by mail to confirm, unless the shop may not
write to them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from ...contacts.consent import EMAIL, refusals
from ...contacts.lists import ListWord, change_subscriptions, lists_by_slug
from ...contacts.models import ConsentState
from ...messages.confirmation import ask_many_to_confirm
from ...shop.configuration import load_configuration
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext

NO = {"unsubscribed", "suppressed", "contact_erased"}
"""Reasons not to write to somebody that are a no; who never said anything may still be put on a list."""


@dataclass(frozen=True, slots=True)
class JoinList(Effect):
    list: str
    may_write: bool

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        groups: dict[tuple[str, str], dict[int, bool]] = defaultdict(dict)
        for item in planned:
            groups[(item.effect.list, item.context.source)][item.context.contact_id] = item.effect.may_write
        for (slug, source), may_write in sorted(groups.items()):
            [wanted] = lists_by_slug([slug])
            if not wanted.is_double_opt_in:
                change_subscriptions([wanted], may_write, ListWord(ConsentState.SUBSCRIBED, source, now), now)
                continue
            asked = [contact_id for contact_id, is_allowed in may_write.items() if is_allowed]
            changed = change_subscriptions([wanted], asked, ListWord(ConsentState.PENDING, source, now), now)
            ask_many_to_confirm([contact_id for _, contact_id in changed], wanted, {"source": source}, now)
        return {}


class Subscribe(StepConfig):
    kind: Literal["subscribe"] = "subscribe"
    titles = {"en": "Put on a list", "it": "Aggiungi a una lista"}
    list: str = Field(min_length=1, max_length=255)

    def references(self) -> Sequence[tuple[str, str]]:
        return [("list", self.list)]

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        if not contexts:
            return {}
        rule = load_configuration().customer_consent
        found = refusals({context.contact_id for context in contexts}, EMAIL, rule)
        return {context.enrollment_id: found.get(context.contact_id, "") for context in contexts}

    def run(self, context: StepContext) -> Outcome:
        refusal = context.loaded or ""
        if refusal in NO:
            return Advance(reason="said no", facts={"list": self.list, "refusal": refusal})
        return Advance(effects=(JoinList(self.list, not refusal),), reason="put on", facts={"list": self.list})
