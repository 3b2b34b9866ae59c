"""Give a custom field of the person a value: one that is written here, or a date the shop knows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from ...contacts.field_values import Misfit, fit
from ...contacts.field_writing import known_fields, set_values
from ..dates import dates_of
from ..local_time import zones_of
from .base import Advance, Effect, Known, Outcome, Planned, StepConfig, StepContext

Copied = Literal["now", "first_order_at", "last_order_at", "created_at"]


@dataclass(frozen=True, slots=True)
class WriteField(Effect):
    field: str
    value: Any

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        groups: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
        for item in planned:
            groups[item.context.source][item.context.contact_id][item.effect.field] = item.effect.value
        for source, values in sorted(groups.items()):
            set_values(values, source, now)
        return {}


class SetField(StepConfig):
    """value is what the field gets, null empties it; copy names a moment instead.

    A field of the type date gets the day it was where the person is. Whoever lacks the moment keeps what they have.
    """

    kind: Literal["set_field"] = "set_field"
    titles = {"en": "Set a field", "it": "Imposta un campo"}
    field: str = Field(min_length=1, max_length=63)
    value: bool | int | float | str | list[str] | None = None
    copy_from: Copied | None = Field(default=None, alias="copy")

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.copy_from is not None and self.value is not None:
            raise ValueError("It has a value and copies a date; remove one of the two.")
        return self

    def references(self) -> Sequence[tuple[str, str]]:
        return [("field", self.field)]

    def misfits(self, known: Known) -> Iterator[str]:
        field = known.fields.get(self.field)
        if field is None:
            return
        if self.copy_from is not None:
            if field.type not in ("date", "date_time", "text"):
                yield f"Field {self.field!r} holds no date; choose a field that does."
            return
        try:
            fit(self.field, field.type, field.choices, self.value)
        except Misfit as error:
            yield str(error)

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        if self.copy_from is None or not contexts:
            return {}
        ids = {context.contact_id for context in contexts}
        moments = dict.fromkeys(ids, contexts[0].now) if self.copy_from == "now" else dates_of(self.copy_from, ids)
        if known_fields([self.field])[self.field].type != "date_time":
            zones = zones_of(ids)
            moments = {who: moment and moment.astimezone(zones[who]).date() for who, moment in moments.items()}
        return {context.enrollment_id: moments.get(context.contact_id) for context in contexts}

    def run(self, context: StepContext) -> Outcome:
        value = self.value if self.copy_from is None else context.loaded
        if isinstance(value, date):
            value = value.isoformat()
        facts = {"field": self.field, "value": value}
        if self.copy_from is not None and value is None:
            return Advance(reason="no date", facts=facts)
        return Advance(effects=(WriteField(self.field, value),), reason="set", facts=facts)
