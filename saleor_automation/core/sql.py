"""Set-based reads and writes: one statement for a whole batch, whatever its size.

Rows travel as one JSON text that PostgreSQL turns back into columns, so the statement does not depend on their number;
a column with one value in all rows travels once. Measured against an array per column, that halves the time the driver
needs, which quotes arrays value by value. Table and column names come from our own models only, never from input.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader


class _MomentLoader(Loader):
    """Read a timestamptz as aware UTC at the speed of C; psycopg takes its text apart in Python."""

    def load(self, data: Buffer) -> datetime:
        moment = datetime.fromisoformat(bytes(data).decode())
        return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def fetch_all(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement on the writer and return its rows."""
    with connection.cursor() as cursor:
        cursor.cursor.adapters.register_loader("timestamptz", _MomentLoader)
        cursor.execute(sql, _adapted(params))
        return list(cursor.fetchall())


def execute(sql: str, params: Sequence[Any] = ()) -> int:
    """Run one statement on the writer and return the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, _adapted(params))
        return int(cursor.rowcount)


def _adapted(params: Sequence[Any]) -> list[Any]:
    """Write lists of whole numbers, which are ids by the thousand, as PostgreSQL spells an array."""
    return [
        "{" + ",".join(map(str, each)) + "}" if isinstance(each, list) and set(map(type, each)) == {int} else each
        for each in params
    ]


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
    batch = _Batch(columns, list(rows))
    if not batch.rows:
        return []
    conflict = f"ON CONFLICT {on_conflict}" if on_conflict else ""
    suffix = f"RETURNING {returning}" if returning else ""
    values = ", ".join(batch.value_of(name) for name in columns)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {batch.source} {conflict} {suffix}"  # noqa: S608
    params = [*batch.shared.values(), batch.text()]
    if returning:
        return fetch_all(sql, params)
    execute(sql, params)
    return []


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
    batch = _Batch({key[0]: key[1], **columns}, list(rows))
    if not batch.rows:
        return 0
    assignments = ", ".join(f"{name} = {batch.value_of(name)}" for name in columns)
    guard = f"AND {where}" if where else ""
    sql = f"UPDATE {table} t SET {assignments} FROM {batch.source} WHERE t.{key[0]} = v.{key[0]} {guard}"  # noqa: S608
    return execute(sql, [*batch.shared.values(), batch.text()])


class _Batch:
    """Rows on their way into a statement: v is what differs between them, parameters what they share.

    The first column always counts as one that differs, so that every row is one of v.
    """

    def __init__(self, columns: Mapping[str, str], rows: list[Sequence[Any]]) -> None:
        self.columns = columns
        self.rows = rows
        by_column = list(zip(*rows, strict=True))
        shared = [name for name, values in list(zip(columns, by_column, strict=False))[1:] if _are_equal(values)]
        self.shared = {
            name: json.dumps(value, default=str) if columns[name] == "jsonb" and value is not None else value
            for name, value in zip(columns, rows[0] if rows else (), strict=False)
            if name in shared
        }
        self.own = {name: kind for name, kind in columns.items() if name not in self.shared}

    @property
    def source(self) -> str:
        return f"json_to_recordset(%s) AS v({_typed(self.own)})"

    def value_of(self, name: str) -> str:
        return f"%s::{self.columns[name]}" if name in self.shared else f"v.{name}"

    def text(self) -> str:
        """Return what differs as JSON; times and decimals travel as text."""
        names = list(self.own)
        indexes = [index for index, name in enumerate(self.columns) if name in self.own]
        records = [{name: row[index] for name, index in zip(names, indexes, strict=True)} for row in self.rows]
        return json.dumps(records, default=str)


def _are_equal(values: Sequence[Any]) -> bool:
    first = values[0]
    return all(value is first or (type(value) is type(first) and value == first) for value in values)


Groups = Mapping[tuple[Any, ...], Sequence[int]]
"""Rows that share their values: the values, in the order of the columns, and the ids of the rows that have them."""


def insert_groups(
    table: str, id_column: str, columns: Mapping[str, str], groups: Groups, *, on_conflict: str = ""
) -> int:
    """Insert one row for each id of each group, in one statement; a value shared by a thousand rows travels once.

    A jsonb value is given as JSON text, since a dictionary cannot be a part of a group's name.
    """
    if not groups:
        return 0
    names = ", ".join((id_column, *columns))
    conflict = f"ON CONFLICT {on_conflict}" if on_conflict else ""
    return execute(f"INSERT INTO {table} ({names}) {_members(columns)} {conflict}", [_grouped(columns, groups)])


def update_groups(table: str, columns: Mapping[str, str], groups: Groups) -> int:
    """Give each row of each group, named by its id, the values of the group, in one statement; see insert_groups."""
    if not groups:
        return 0
    assignments = ", ".join(f"{name} = v.{name}" for name in columns)
    return execute(
        f"UPDATE {table} t SET {assignments} FROM ({_members(columns)}) AS v WHERE t.id = v.id",  # noqa: S608
        [_grouped(columns, groups)],
    )


def _members(columns: Mapping[str, str]) -> str:
    values = ", ".join(f"{name}::jsonb" if kind == "jsonb" else name for name, kind in columns.items())
    typed = _typed({name: "text" if kind == "jsonb" else kind for name, kind in columns.items()})
    return f"SELECT unnest(ids) AS id, {values} FROM json_to_recordset(%s) AS g(ids bigint[], {typed})"  # noqa: S608


def _grouped(columns: Mapping[str, str], groups: Groups) -> str:
    return json.dumps(
        [{"ids": list(ids), **dict(zip(columns, values, strict=True))} for values, ids in groups.items()], default=str
    )


def _typed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())
