"""Take a tag off the person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from ...contacts.tags import MAX_NAME, remove_tag
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class TakeTag(Effect):
    tag: str

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for item in planned:
            groups[(item.effect.tag, item.context.source)].append(item.context.contact_id)
        for (tag, source), contact_ids in sorted(groups.items()):
            remove_tag(tag, contact_ids, source=source, now=now)
        return {}


class RemoveTag(StepConfig):
    """A person without the tag goes on as if nothing was."""

    kind: Literal["remove_tag"] = "remove_tag"
    titles = {"en": "Remove a tag", "it": "Rimuovi un tag"}
    tag: str = Field(min_length=1, max_length=MAX_NAME)

    def references(self) -> Sequence[tuple[str, str]]:
        return [("tag", self.tag)]

    def run(self, context: StepContext) -> Outcome:
        return Advance(effects=(TakeTag(self.tag),), reason="tag removed", facts={"tag": self.tag})
