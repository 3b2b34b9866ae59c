"""Put a tag on the person that names what the run is about, a product or a category; or take it off again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field, field_validator

from ...contacts.tags import MAX_NAME, add_tag, remove_tag
from ...shop.selection import names_of
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext

MAX_PREFIX = 40
"""What is left of a tag's name must be long enough to tell products apart."""


@dataclass(frozen=True, slots=True)
class PutInterest(Effect):
    tag: str
    product_id: int | None
    is_off: bool = False

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        groups: dict[tuple[str, int, bool, str], list[int]] = defaultdict(list)
        for item in planned:
            key = (item.effect.tag, item.effect.product_id or 0, item.effect.is_off, item.context.source)
            groups[key].append(item.context.contact_id)
        for (tag, product_id, is_off, source), contact_ids in sorted(groups.items()):
            if is_off:
                remove_tag(tag, contact_ids, source=source, now=now)
            else:
                add_tag(tag, contact_ids, source=source, now=now, product_id=product_id or None)
        return {}


class TagInterest(StepConfig):
    """The name is prefix, a colon and the name in the shop's own language; take_off takes that tag off.

    A run that is not about such a thing goes on as if nothing was.
    """

    kind: Literal["tag_interest"] = "tag_interest"
    titles = {"en": "Tag with product or category", "it": "Tag con prodotto o categoria"}
    about: Literal["product", "category"] = "product"
    prefix: str = Field(default="Interest", min_length=1, max_length=MAX_PREFIX)
    take_off: bool = False

    @field_validator("prefix")
    @classmethod
    def _readable(cls, prefix: str) -> str:
        if not prefix.isprintable() or prefix != " ".join(prefix.split()):
            raise ValueError(f"{prefix!r} cannot begin a tag; use printable characters with single spaces.")
        return prefix

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        wanted = {c.enrollment_id: c.subject.get(f"{self.about}_id") for c in contexts}
        ids = sorted({each for each in wanted.values() if each is not None})
        names = names_of(self.about, ids) if ids else {}
        return {enrollment_id: names.get(each) for enrollment_id, each in wanted.items() if each is not None}

    def run(self, context: StepContext) -> Outcome:
        if not context.loaded:
            return Advance(reason=f"no {self.about}")
        tag = tag_of(self.prefix, context.loaded)
        product_id = context.subject.get("product_id") if self.about == "product" else None
        reason = "tag removed" if self.take_off else "tagged"
        return Advance(effects=(PutInterest(tag, product_id, self.take_off),), reason=reason, facts={"tag": tag})


def tag_of(prefix: str, name: str) -> str:
    """Return the name of the tag; a product's name that is too long for it loses its end."""
    readable = "".join(each if each.isprintable() else " " for each in name)
    return " ".join(f"{prefix}: {readable}".split())[:MAX_NAME].rstrip()
