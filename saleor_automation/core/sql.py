"""Set-based reads and writes: one statement for a whole batch, whatever its size.

Rows travel as one JSON text that PostgreSQL turns back into columns, so the statement does not depend on their number;
a column with one value in all rows travels once. Measured against an array per column, that halves the time the driver
needs, which quotes arrays value by value. Table and column names come from our own models only, never from input.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader


class _MomentLoader(Loader):
    """Read a timestamptz as aware UTC at the speed of C; psycopg takes its text apart in Python."""

    def load(self, data: Buffer) -> datetime:
        return _moment(bytes(data))


@lru_cache(maxsize=4096)
def _moment(text: bytes) -> datetime:
    """The rows of a batch share many a moment."""
    moment = datetime.fromisoformat(text.decode())
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


def let_commit_later() -> None:
    """Do not wait for the disk when this transaction commits.

    For work that is simply done again should the server die within the next moment. Whatever commits after it and does
    wait takes it along: the log is written in order, so nothing that is known outside can rest on what was lost.
    """
    execute("SET LOCAL synchronous_commit TO off")


def _adapted(params: Sequence[Any]) -> list[Any]:
    return [_array(each) if isinstance(each, list) else each for each in params]


def _array(values: list[Any]) -> Any:
    """Write whole numbers and texts, which come by the thousand, as PostgreSQL spells an array."""
    kinds = set(map(type, values))
    if kinds == {int}:
        return "{" + ",".join(map(str, values)) + "}"
    if kinds == {str}:
        escaped = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
        return '{"' + '","'.join(escaped) + '"}'
    return values


def read_json(texts: Sequence[str]) -> list[Any]:
    """Return the values of many JSON texts, as the database writes them; all at once takes half the time."""
    return list(json.loads(f"[{','.join(texts)}]"))


def insert_rows(
    table: str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
    *,
    shared: Mapping[str, Any] | None = None,
    on_conflict: str = "",
) -> int:
    """Insert rows in one statement and return how many were inserted.

    columns maps each name to its PostgreSQL type; the values of a row stand in that order, without the columns in
    shared, whose value all rows have. on_conflict is the text behind ON CONFLICT, for instance "(key) DO NOTHING".
    """
    batch = _Batch(columns, list(rows), shared)
    return execute(*batch.insertion(table, on_conflict)) if batch.rows else 0


def insert_returning(
    table: str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
    *,
    returning: str,
    on_conflict: str = "",
) -> list[tuple[Any, ...]]:
    """Insert rows in one statement and return the columns in returning of those that were; see insert_rows."""
    batch = _Batch(columns, list(rows))
    if not batch.rows:
        return []
    statement, params = batch.insertion(table, on_conflict)
    return fetch_all(f"{statement} RETURNING {returning}", params)


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
    is_meant = f"t.{key[0]} = {batch.value_of(key[0])} {guard}"
    sql = f"UPDATE {table} t SET {assignments} FROM {batch.source} WHERE {is_meant}"  # noqa: S608
    return execute(sql, [*batch.shared.values(), batch.text()])


class _Batch:
    """Rows on their way into a statement: v is what differs between them, parameters what they share.

    The first column always counts as one that differs, so that every row is one of v.
    """

    def __init__(
        self, columns: Mapping[str, str], rows: list[Sequence[Any]], shared: Mapping[str, Any] | None = None
    ) -> None:
        self.columns = columns
        self.rows = rows
        self._in_rows = [name for name in columns if name not in (shared or {})]
        found = dict(shared or {})
        for index, (name, values) in enumerate(zip(self._in_rows, zip(*rows, strict=True), strict=False)):
            if index and _are_equal(values):
                found[name] = values[0]
        # In the order of the columns, in which the statement asks for them.
        self.shared = {name: self._parameter(name, found[name]) for name in columns if name in found}
        # Each row repeats the names of what differs, which would be the larger part of most rows.
        differing = [name for name in self._in_rows if name not in found]
        self._short = {name: f"c{number}" for number, name in enumerate(differing)}

    def _parameter(self, name: str, value: Any) -> Any:
        return json.dumps(value, default=str) if self.columns[name] == "jsonb" and value is not None else value

    def insertion(self, table: str, on_conflict: str) -> tuple[str, list[Any]]:
        values = ", ".join(self.value_of(name) for name in self.columns)
        conflict = f"ON CONFLICT {on_conflict}" if on_conflict else ""
        statement = f"INSERT INTO {table} ({', '.join(self.columns)}) SELECT {values} FROM {self.source} {conflict}"  # noqa: S608
        return statement, [*self.shared.values(), self.text()]

    @property
    def source(self) -> str:
        return (
            f"json_to_recordset(%s) AS v({_typed({short: self.columns[name] for name, short in self._short.items()})})"
        )

    def value_of(self, name: str) -> str:
        return f"%s::{self.columns[name]}" if name in self.shared else f"v.{self._short[name]}"

    def text(self) -> str:
        """Return what differs as JSON; times and decimals travel as text."""
        places = [(self._short[name], index) for index, name in enumerate(self._in_rows) if name in self._short]
        records = [{short: row[index] for short, index in places} for row in self.rows]
        return json.dumps(records, default=str, separators=(",", ":"))


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
    # The ids once more, in order: the planner, which cannot know how many the JSON holds, would read the whole table.
    ids = sorted(id for members in groups.values() for id in members)
    return execute(
        f"UPDATE {table} t SET {assignments} FROM ({_members(columns)}) AS v WHERE t.id = v.id AND t.id = ANY(%s)",  # noqa: S608
        [_grouped(columns, groups), ids],
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
