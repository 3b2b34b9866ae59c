"""Set what contacts hold in custom fields, and read it.

Whoever sets a value is named by a source: "journey:<slug>", "staff:<user id>", "app:<id>", "import:<id>".
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..core import sql
from ..core.exceptions import NotFound
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .field_values import COLUMN_OF, COLUMNS, as_json, fit
from .touched import touch


@dataclass(frozen=True, slots=True)
class KnownField:
    id: int
    slug: str
    type: str
    choices: Sequence[Mapping[str, str]]


def known_fields(slugs: Collection[str]) -> dict[str, KnownField]:
    """Return fields by slug, kept as they are until the transaction ends. Raises NotFound for the first unknown one."""
    rows = sql.fetch_all(
        """
        SELECT id, slug, type, choices::text FROM automation_customfield
        WHERE slug = ANY(%s) ORDER BY id FOR KEY SHARE
        """,
        [list(slugs)],
    )
    found = {row[1]: KnownField(row[0], row[1], row[2], json.loads(row[3])) for row in rows}
    for slug in slugs:
        if slug not in found:
            raise NotFound(f"There is no custom field {slug!r}; create it first.")
    return found


def fitted(values: Mapping[str, Any], fields: Mapping[str, KnownField]) -> dict[int, Any]:
    """Return values by field id, in the form they are kept in. Raises Misfit for the first that does not fit."""
    return {
        fields[slug].id: fit(slug, fields[slug].type, fields[slug].choices, value) for slug, value in values.items()
    }


def set_values(values_by_contact: Mapping[int, Mapping[str, Any]], source: str, now: datetime) -> int:
    """Give contacts values by slug, null takes one away; returns how many values changed.

    What is there already is not written again. Each change is an event with the old and the new value. Contacts that
    are gone are passed over. Must run in a transaction; seven statements whatever the number of contacts.
    Raises NotFound for an unknown field, Misfit for a value that does not fit; then nothing is written.
    """
    slugs = sorted({slug for values in values_by_contact.values() for slug in values})
    if not slugs:
        return 0
    fields = known_fields(slugs)
    # The same values for a thousand contacts are checked once.
    checked: dict[int, dict[int, Any]] = {}
    wanted: dict[tuple[int, int], Any] = {}
    for contact_id in _present(values_by_contact):
        values = values_by_contact[contact_id]
        ready = checked.setdefault(id(values), fitted(values, fields) if id(values) not in checked else {})
        wanted |= {(contact_id, field_id): value for field_id, value in ready.items()}
    by_id = {field.id: field for field in fields.values()}
    old = _held(wanted, by_id)
    changed = {place: value for place, value in sorted(wanted.items()) if old.get(place) != value}
    _write(changed, by_id, source, now)
    record(list(_events(changed, old, by_id, source, now)), now)
    touch({contact_id for contact_id, _ in changed}, now)
    return len(changed)


def _present(values_by_contact: Mapping[int, Any]) -> list[int]:
    rows = sql.fetch_all(
        "SELECT id FROM automation_contact WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [sorted(values_by_contact)]
    )
    return [row[0] for row in rows]


def _held(places: Collection[tuple[int, int]], fields: Mapping[int, KnownField]) -> dict[tuple[int, int], Any]:
    """Return what contacts hold, locked; the order is that of the writing."""
    names = list(COLUMNS)
    rows = sql.fetch_all(
        f"""
        SELECT contact_id, field_id, {", ".join(names)} FROM automation_fieldvalue
        WHERE contact_id = ANY(%s) AND field_id = ANY(%s) ORDER BY contact_id, field_id FOR UPDATE
        """,  # noqa: S608
        [sorted({place[0] for place in places}), sorted(fields)],
    )
    return {(row[0], row[1]): row[2 + names.index(COLUMN_OF[fields[row[1]].type])] for row in rows}


def _write(
    changed: Mapping[tuple[int, int], Any], fields: Mapping[int, KnownField], source: str, now: datetime
) -> None:
    rows = []
    for (contact_id, field_id), value in changed.items():
        if value is not None:
            column = COLUMN_OF[fields[field_id].type]
            rows.append((contact_id, field_id, *(_sent(value) if c == column else None for c in COLUMNS), source, now))
    sql.insert_rows(
        "automation_fieldvalue",
        {"contact_id": "bigint", "field_id": "bigint", **COLUMNS, "source": "text", "updated_at": "timestamptz"},
        rows,
        on_conflict="(field_id, contact_id) DO UPDATE SET "
        + ", ".join(f"{name} = EXCLUDED.{name}" for name in (*COLUMNS, "source", "updated_at")),
    )
    emptied = [place for place, value in changed.items() if value is None]
    if emptied:
        sql.execute(
            """
            DELETE FROM automation_fieldvalue v USING unnest(%s::bigint[], %s::bigint[]) AS p(contact_id, field_id)
            WHERE v.contact_id = p.contact_id AND v.field_id = p.field_id
            """,
            [[place[0] for place in emptied], [place[1] for place in emptied]],
        )


def _sent(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value


def _events(
    changed: Mapping[tuple[int, int], Any],
    old: Mapping[tuple[int, int], Any],
    fields: Mapping[int, KnownField],
    source: str,
    now: datetime,
) -> Iterator[NewEvent]:
    for (contact_id, field_id), value in changed.items():
        yield NewEvent(
            kind=EventKind.FIELD_CHANGED,
            key=f"field:{field_id}:{contact_id}:{now.isoformat()}",
            occurred_at=now,
            contact_id=contact_id,
            data={
                "field": fields[field_id].slug,
                "old": as_json(old.get((contact_id, field_id))),
                "new": as_json(value),
                "source": source,
            },
        )


def values_of(contact_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what contacts hold, by slug; one statement. Fields without a value are missing."""
    rows = sql.fetch_all(
        """
        SELECT v.contact_id, f.slug, v.text_value, v.number_value, v.boolean_value, v.date_value, v.datetime_value,
               v.choices_value
        FROM automation_fieldvalue v JOIN automation_customfield f ON f.id = v.field_id
        WHERE v.contact_id = ANY(%s) ORDER BY f.slug
        """,
        [sorted(contact_ids)],
    )
    found: dict[int, dict[str, Any]] = {contact_id: {} for contact_id in contact_ids}
    for contact_id, slug, *values in rows:
        found[contact_id][slug] = next((value for value in values if value is not None), None)
    return found
