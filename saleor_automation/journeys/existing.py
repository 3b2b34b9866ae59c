"""What the shop has of the things journeys name: lists, tags, fields and so on, in one statement."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections

from ..contacts.field_writing import KnownField

_TABLES = {
    "coupon": "SELECT 'coupon', slug, 0, '', '' FROM automation_couponpolicy WHERE slug = ANY(%s)",
    "list": "SELECT 'list', slug, 0, '', '' FROM automation_contactlist WHERE slug = ANY(%s)",
    "tag": "SELECT 'tag', upper(name), 0, '', '' FROM automation_tag WHERE upper(name) = ANY(%s)",
    "field": "SELECT 'field', slug, id, type, choices::text FROM automation_customfield WHERE slug = ANY(%s)",
    "score": "SELECT 'score', slug, 0, '', '' FROM automation_score WHERE slug = ANY(%s)",
    "segment": "SELECT 'segment', slug, 0, '', '' FROM automation_segment WHERE slug = ANY(%s)",
    "reward": "SELECT 'reward', slug, 0, '', '' FROM automation_reward WHERE slug = ANY(%s)",
    "journey": """
        SELECT 'journey', slug, 0, '', '' FROM automation_journey WHERE slug = ANY(%s) AND status <> 'archived'
    """,
}


@dataclass(frozen=True, slots=True)
class Existing:
    """names are (kind, name), a tag's in capitals; fields are the custom fields among them."""

    names: frozenset[tuple[str, str]]
    fields: Mapping[str, KnownField]

    def has(self, kind: str, name: str) -> bool:
        return (kind, name.upper() if kind == "tag" else name) in self.names


def find_existing(wanted: Mapping[str, Iterable[str]], using: str = DEFAULT_DB_ALIAS) -> Existing:
    """Return which of these names, by kind, there are."""
    kinds = [kind for kind in _TABLES if wanted.get(kind)]
    if not kinds:
        return Existing(frozenset(), {})
    names = [sorted({name.upper() if kind == "tag" else name for name in wanted[kind]}) for kind in kinds]
    with connections[using].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_TABLES[kind] for kind in kinds), names)
        rows = cursor.fetchall()
    return Existing(
        frozenset((row[0], row[1]) for row in rows),
        {row[1]: KnownField(row[2], row[1], row[3], json.loads(row[4])) for row in rows if row[0] == "field"},
    )
