"""Set-based writes: one statement for a whole batch, whatever its size.

Values travel as one array per column (`unnest`), so the statement text does not depend on the number of rows.
Table and column names come from our own models only, never from input.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection


def fetch_all(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement on the writer and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def execute(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> int:
    """Run one statement on the writer and return the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def insert_rows(
    table: str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
    *,
    on_conflict: str = "",
    returning: str = "",
) -> list[tuple[Any, ...]]:
    """Insert rows in one statement; columns maps each name to its PostgreSQL type.

    on_conflict is the text behind ON CONFLICT, for instance "(key) DO NOTHING".
    Returns the rows of RETURNING, or an empty list without it.
    """
    arrays = _arrays(columns, rows)
    if not arrays[0]:
        return []
    names = ", ".join(columns)
    conflict = f"ON CONFLICT {on_conflict}" if on_conflict else ""
    suffix = f"RETURNING {returning}" if returning else ""
    sql = f"INSERT INTO {table} ({names}) SELECT * FROM unnest({_casts(columns)}) {conflict} {suffix}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, arrays)
        return list(cursor.fetchall()) if returning else []


def update_rows(
    table: str,
    key: tuple[str, str],
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
    *,
    where: str = "",
) -> int:
    """Update rows by key in one statement; each row is (key, *column values).

    where adds a guard on the target, spelled with the alias t ("t.state = 'handing'").
    """
    all_columns = {key[0]: key[1], **columns}
    arrays = _arrays(all_columns, rows)
    if not arrays[0]:
        return 0
    assignments = ", ".join(f"{name} = v.{name}" for name in columns)
    guard = f"AND {where}" if where else ""
    names = ", ".join(all_columns)
    sql = (
        f"UPDATE {table} t SET {assignments} FROM unnest({_casts(all_columns)}) AS v({names}) "  # noqa: S608
        f"WHERE t.{key[0]} = v.{key[0]} {guard}"
    )
    return execute(sql, arrays)


def _casts(columns: Mapping[str, str]) -> str:
    return ", ".join(f"%s::{kind}[]" for kind in columns.values())


def _arrays(columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    arrays: list[list[Any]] = [[] for _ in columns]
    is_json = [kind == "jsonb" for kind in columns.values()]
    for row in rows:
        for array, value, as_json in zip(arrays, row, is_json, strict=True):
            array.append(json.dumps(value, default=str) if as_json and value is not None else value)
    return arrays
