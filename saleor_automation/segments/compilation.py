"""Compile a condition to SQL and ask it of a set of contacts in one statement."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..core import sql
from .conditions import AllOf, AnyOf, Condition, FactCondition, Not
from .expressions import compile_fact
from .knowing import Known, learn_about
from .pieces import Change, Expression, never

PEOPLE = "automation_contact c LEFT JOIN automation_contacttotals t ON t.contact_id = c.id"
"""What compiled conditions are asked of: FROM this WHERE they hold."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """where may be NULL, which WHERE takes for no; next_change is NULL when time alone changes nothing."""

    where: str
    params: tuple[Any, ...]
    next_change: str
    next_params: tuple[Any, ...]

    @property
    def has_clock(self) -> bool:
        return bool(self.next_params)


def matching(condition: Condition, contact_ids: Collection[int], now: datetime) -> set[int]:
    """Return which of these contacts meet the condition at now."""
    if not contact_ids:
        return set()
    where, params = compile_condition(condition, now)
    rows = sql.fetch_all(f"SELECT c.id FROM {PEOPLE} WHERE c.id = ANY(%s) AND {where}", [list(contact_ids), *params])  # noqa: S608
    return {row[0] for row in rows}


def next_changes(
    condition: Condition, contact_ids: Collection[int], now: datetime
) -> dict[int, tuple[bool, datetime | None]]:
    """Return, for each of these contacts, whether the condition holds, and when time alone may change that."""
    compiled = compile_with(condition, now, learn_about([condition]))
    rows = sql.fetch_all(
        f"SELECT c.id, ({compiled.where}) IS TRUE, {compiled.next_change} FROM {PEOPLE} WHERE c.id = ANY(%s)",  # noqa: S608
        [*compiled.params, *compiled.next_params, list(contact_ids)],
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def compile_condition(condition: Condition, now: datetime) -> tuple[str, list[Any]]:
    """Return a boolean SQL expression over c (contact) and t (totals), and its parameters; see PEOPLE.

    An unknown value (a contact who never ordered has no age of the last order) makes a fact false, and its `not`
    true, which is what a person expects.
    """
    compiled = compile_with(condition, now, learn_about([condition]))
    return f"({compiled.where})", list(compiled.params)


def compile_with(condition: Condition, now: datetime, known: Known) -> Compiled:
    """Compile with what is known already. Pure: the same arguments give the same SQL."""
    expression = _compiled(condition, lambda fact: _question(fact, now, known, ()))
    changes = _without_repetition(expression.changes)
    return Compiled(
        where=expression.sql,
        params=expression.params,
        next_change=f"LEAST({', '.join(change.sql for change in changes)})" if changes else "NULL::timestamptz",
        next_params=tuple(param for change in changes for param in change.params),
    )


Ask = Callable[[FactCondition], Expression]


def _compiled(condition: Condition, ask: Ask) -> Expression:
    match condition:
        case AllOf(all=children):
            return _joined(" AND ", [_compiled(child, ask) for child in children])
        case AnyOf(any=children):
            return _joined(" OR ", [_compiled(child, ask) for child in children])
        case Not(inner=child):
            inner = _compiled(child, ask)
            # AND and OR never turn an unknown into a yes, so it is enough to read it as no where it is turned round.
            return Expression(f"({inner.sql}) IS NOT TRUE", inner.params, inner.changes)
        case _:
            return ask(condition)


def _joined(word: str, parts: list[Expression]) -> Expression:
    return Expression(
        word.join(f"({part.sql})" for part in parts),
        tuple(param for part in parts for param in part.params),
        tuple(change for part in parts for change in part.changes),
    )


def _question(fact: FactCondition, now: datetime, known: Known, inside: tuple[str, ...]) -> Expression:
    if fact.fact != "segment":
        return compile_fact(fact, now, known)
    slug = str(fact.value)
    condition = known.segments.get(slug)
    if condition is None or slug in inside:
        # It is gone, or contains itself, which saving refuses: nobody is in it.
        inner = never()
    else:
        inner = _compiled(condition, lambda nested: _question(nested, now, known, (*inside, slug)))
    return inner if fact.op == "has" else Expression(f"({inner.sql}) IS NOT TRUE", inner.params, inner.changes)


def _without_repetition(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(
        {
            (change.sql, change.params if _is_hashable(change.params) else str(change.params)): change
            for change in changes
        }.values()
    )


def _is_hashable(params: tuple[Any, ...]) -> bool:
    return not any(isinstance(param, list) for param in params)
