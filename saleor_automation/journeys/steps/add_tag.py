"""Put a tag on the person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from ...contacts.tags import MAX_NAME, add_tag
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class PutTag(Effect):
    tag: str

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for item in planned:
            groups[(item.effect.tag, item.context.source)].append(item.context.contact_id)
        for (tag, source), contact_ids in sorted(groups.items()):
            add_tag(tag, contact_ids, source=source, now=now)
        return {}


class AddTag(StepConfig):
    kind: Literal["add_tag"] = "add_tag"
    titles = {"en": "Add a tag", "it": "Aggiungi un tag"}
    tag: str = Field(min_length=1, max_length=MAX_NAME)

    def run(self, context: StepContext) -> Outcome:
        return Advance(effects=(PutTag(self.tag),), reason="tagged", facts={"tag": self.tag})
