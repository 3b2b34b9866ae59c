"""Custom fields in mails: contact.fields.<slug>, in the form in which people read it.

A number stays a number and yes/no stays yes/no, so that conditions of the mail can ask for them. Days are written out
in the language of the mail, choices by their labels. A field without a value shows nothing.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ..contacts.field_models import FieldType
from ..contacts.field_writing import values_of
from ..core import sql
from ..shop.database import allow_writer
from .formatting import day
from .models import Template
from .variables import Kind

_KINDS: Mapping[str, Kind] = {FieldType.NUMBER: "number", FieldType.BOOLEAN: "yes/no"}


def field_kinds() -> dict[str, Kind]:
    """Return what a mail may take each custom field of the shop for, by slug; one statement.

    Queries ask for it too, when they say what is wrong with a mail; as what is written, it is read from the writer.
    """
    with allow_writer():
        rows = sql.fetch_all("SELECT slug, type FROM automation_customfield ORDER BY slug")
    return {slug: _KINDS.get(kind, "text") for slug, kind in rows}


@dataclass(frozen=True, slots=True)
class Held:
    """What the people of a group hold, by contact and slug, and the labels of choices, by slug and value."""

    values: Mapping[int, Mapping[str, Any]]
    labels: Mapping[str, Mapping[str, str]]

    def shown(self, contact_id: int, language: str) -> dict[str, Any]:
        """Return the variable contact.fields for one mail."""
        held = self.values.get(contact_id, {})
        return {slug: _shown(value, self.labels.get(slug, {}), language) for slug, value in held.items()}


def held_by(contact_ids: Collection[int], templates: Iterable[Template]) -> Held:
    """Return the fields of the people some mails go to; two statements, none if no template speaks of fields."""
    if not any("fields" in json.dumps(template.content) for template in templates):
        return Held({}, {})
    rows = sql.fetch_all("SELECT slug, choices::text FROM automation_customfield WHERE choices <> '[]'")
    labels = {slug: {each["value"]: each["label"] for each in json.loads(text)} for slug, text in rows}
    return Held(values_of(contact_ids), labels)


def _shown(value: Any, labels: Mapping[str, str], language: str) -> Any:
    match value:
        case bool():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            return day(value.astimezone(UTC).date(), language)
        case date():
            return day(value, language)
        case list():
            return ", ".join(labels.get(each, each) for each in value)
        case str():
            return labels.get(value, value)
        case _:
            return ""
