"""Everything that is kept about one person, as plain data: what they may ask for, and what an erasure takes away."""

import json
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from ..core import sql
from ..core.exceptions import NotFound
from .consent import address_hash
from .personal_tables import APP, CONTACT_TABLE, personal_tables, tables_of_runs

FORMAT = 1
_OF_OTHERS = {"automation_dispatch": ("target", "detail")}
"""Columns that are not the person's to read: addresses of the team, and of systems the shop works with."""


def export_person(contact_id: int, now: datetime) -> dict[str, Any]:
    """Return {"format", "exported_at", "contact", "suppression", "tables": {table: [row, …]}}.

    A row has the columns of its table; beside a reference such as list_id stands list_id_name. A handful of statements
    for each table. Raises NotFound.
    """
    found = _rows(CONTACT_TABLE, "t.id = %s", [contact_id])
    if not found:
        raise NotFound(f"There is no contact with the id {contact_id}; it may have been erased.")
    contact = found[0]
    tables = {table.name: _rows(table.name, "t.contact_id = %s", [contact_id]) for table in personal_tables()}
    for name in tables_of_runs():
        runs = "SELECT id FROM automation_enrollment WHERE contact_id = %s"
        tables[name] = _rows(name, f"t.enrollment_id IN ({runs})", [contact_id])
    for name, (where, params) in by_address(addresses_of(contact_id), [row["id"] for row in _visitors(tables)]).items():
        tables.setdefault(name, [])
        tables[name] += [row for row in _rows(name, where, params) if row not in tables[name]]
    return {
        "format": FORMAT,
        "exported_at": now.isoformat(),
        "contact": contact,
        "suppression": _rows("automation_suppression", "t.address_hash = %s", [address_hash(contact["email"])]),
        "tables": {name: rows for name, rows in sorted(tables.items()) if rows},
    }


def addresses_of(contact_id: int) -> list[str]:
    """Return the address of a contact and those it had before."""
    rows = sql.fetch_all(
        """
        SELECT email FROM automation_contact WHERE id = %s
        UNION SELECT email FROM automation_contactalias WHERE contact_id = %s AND email <> ''
        """,
        [contact_id, contact_id],
    )
    return sorted(row[0] for row in rows)


def by_address(emails: list[str], visitor_ids: list[Any]) -> dict[str, tuple[str, list[Any]]]:
    """Return, for tables that know people by address or browser, the condition that finds this person's rows.

    Events that are processed have their contact; only the others are looked up by the address.
    """
    waiting = "t.contact_id IS NULL AND t.processed_at IS NULL AND t.email = ANY(%s)"
    return {
        "automation_event": (f"({waiting} AND t.problem = '') OR ({waiting} AND t.problem <> '')", [emails, emails]),
        "automation_cart": ("t.email = ANY(%s)", [emails]),
        "automation_transfererror": ("lower(t.value) = ANY(%s)", [emails]),
        "automation_hint": ("lower(t.data->>'email') = ANY(%s)", [emails]),
        "automation_visitorproduct": ("t.visitor_id = ANY(%s::uuid[])", [visitor_ids]),
    }


def _visitors(tables: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return tables.get("automation_visitor", [])


def _rows(table: str, where: str, params: list[Any]) -> list[dict[str, Any]]:
    names = "".join(f", '{column}_name', {select}" for column, select in _names_of_references(table))
    found = sql.fetch_all(
        f"SELECT ((to_jsonb(t) - %s::text[]) || jsonb_strip_nulls(jsonb_build_object('_', NULL{names})))::text "  # noqa: S608
        f"FROM {table} t WHERE {where}",
        [list(_OF_OTHERS.get(table, ())), *params],
    )
    return [json.loads(row[0]) for row in found]


def _names_of_references(table: str) -> list[tuple[str, str]]:
    """Return, for each reference of a table, the column and SQL for the slug or name of what it points to."""
    model = next(each for each in apps.get_app_config(APP).get_models() if each._meta.db_table == table)
    found = []
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(field, models.ForeignKey) or target is None or isinstance(target, str):
            continue
        known = {each.name for each in target._meta.concrete_fields}
        name = next((each for each in ("slug", "name") if each in known), None)
        if name is not None:
            found.append(
                (
                    field.column,
                    f"(SELECT r.{name} FROM {target._meta.db_table} r "  # noqa: S608
                    f"WHERE r.{target._meta.pk.column} = t.{field.column})",
                )
            )
    return found
