"""One question on its way to SQL, and the rows of a contact that answer it inside a window of time."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from .conditions import FactCondition
from .knowing import Known
from .pieces import COMPARISON, Change, Expression, age


@dataclass(frozen=True)
class Question:
    """One fact to be compiled: the condition, the moment, and what is known beyond the contacts."""

    condition: FactCondition
    now: datetime
    known: Known

    @property
    def cutoff(self) -> datetime | None:
        days = self.condition.within_days
        return None if days is None else self.now - timedelta(days=days)

    @property
    def horizon(self) -> datetime:
        """No event lies beyond: with it PostgreSQL leaves the months ahead alone. A day, for clocks that differ."""
        return self.now + timedelta(days=1)

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.condition.within_days or 0)


@dataclass(frozen=True)
class Rows:
    """Rows of a contact: source is FROM and WHERE up to its own id, at the column that dates a row."""

    source: str
    at: str
    params: tuple[Any, ...] = field(default=())

    def since(self, cutoff: datetime | None) -> Rows:
        if cutoff is None:
            return self
        return Rows(f"{self.source} AND {self.at} > %s", self.at, (*self.params, cutoff))


Build = Callable[[Question], Expression]


def compared(q: Question, number: str, params: tuple[Any, ...] = (), changes: tuple[Change, ...] = ()) -> Expression:
    sql = f"{number} {COMPARISON[q.condition.op]} %s"
    return Expression(sql, (*params, q.condition.value), changes)


def total(column: str, rows: Callable[[Question], Rows] | None = None) -> Build:
    """A running total; asked for a window, the rows behind it are counted, no further than the answer needs."""

    def build(q: Question) -> Expression:
        if q.cutoff is None or rows is None:
            return compared(q, f"COALESCE(t.{column}, 0)")
        return counted(q, rows(q))

    return build


def counted(q: Question, rows: Rows) -> Expression:
    inside = rows.since(q.cutoff)
    enough = max(1, int(Decimal(str(q.condition.value))) + 2)
    number = f"(SELECT count(*) FROM (SELECT 1 {inside.source} LIMIT {enough}) counted)"  # noqa: S608
    return compared(q, number, inside.params, leaving(q, inside))


def leaving(q: Question, inside: Rows) -> tuple[Change, ...]:
    """The moment at which the oldest row inside the window leaves it."""
    if q.cutoff is None:
        return ()
    return (Change(f"(SELECT min({inside.at}) {inside.source}) + %s::interval", (*inside.params, q.window)),)


def age_of(column: str) -> Build:
    return lambda q: age(column, q.condition.op == "gte", float(str(q.condition.value)), q.now)


_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


def row_or_zero(q: Question, number: str, source: str, params: tuple[Any, ...]) -> Expression:
    """Compare a number of which a contact has at most one row in source; no row counts as 0.

    As EXISTS and not as a value, so that PostgreSQL may join a million contacts at once.
    """
    compared = f"{number} {COMPARISON[q.condition.op]} %s"
    values = (*params, q.condition.value)
    if _HOLDS[q.condition.op](0, q.condition.value):
        return Expression(f"NOT EXISTS (SELECT 1 {source} AND NOT ({compared}))", values)
    return Expression(f"EXISTS (SELECT 1 {source} AND {compared})", values)


def side_table(table: str, column: str, where: str = "") -> Build:
    """A number in a table with at most one row for each contact; no row counts as 0."""

    def build(q: Question) -> Expression:
        params = (q.condition.name,) if where else ()
        return row_or_zero(q, f"v.{column}", f"FROM {table} v WHERE v.contact_id = c.id {where}", params)

    return build
