"""Compile a condition to SQL and ask it of a set of contacts in one statement."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from ..core import sql
from .conditions import AllOf, AnyOf, Condition, FactCondition, Not
from .facts import FACTS, FactType

_COMPARISONS = {"eq": "=", "ne": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


def matching(condition: Condition, contact_ids: Collection[int], now: datetime) -> set[int]:
    """Return which of these contacts meet the condition at now."""
    if not contact_ids:
        return set()
    where, params = compile_condition(condition, now)
    rows = sql.fetch_all(
        f"""
        SELECT c.id FROM automation_contact c JOIN automation_contacttotals t ON t.contact_id = c.id
        WHERE c.id = ANY(%s) AND {where}
        """,  # noqa: S608
        [list(contact_ids), *params],
    )
    return {row[0] for row in rows}


def compile_condition(condition: Condition, now: datetime) -> tuple[str, list[Any]]:
    """Return a boolean SQL expression over c (contact) and t (totals), and its parameters.

    An unknown value (a contact who never ordered has no age of the last order) makes a fact false, never NULL,
    so that `not` means what a person expects.
    """
    if isinstance(condition, AllOf):
        return _joined("AND", condition.all, now)
    if isinstance(condition, AnyOf):
        return _joined("OR", condition.any, now)
    if isinstance(condition, Not):
        inner, params = compile_condition(condition.inner, now)
        return f"NOT ({inner})", params
    return _fact(condition, now)


def _joined(word: str, conditions: list[Condition], now: datetime) -> tuple[str, list[Any]]:
    parts, params = [], []
    for condition in conditions:
        part, part_params = compile_condition(condition, now)
        parts.append(f"({part})")
        params += part_params
    return f" {word} ".join(parts), params


def _fact(condition: FactCondition, now: datetime) -> tuple[str, list[Any]]:
    fact = FACTS[condition.fact]
    value = condition.value
    if fact.type == FactType.MEMBERSHIP:
        return (fact.sql if condition.op == "has" else f"NOT {fact.sql}"), [value]
    if fact.type == FactType.AGE_DAYS:
        comparison = "<=" if condition.op == "gte" else ">"
        return f"COALESCE({fact.sql} {comparison} %s, FALSE)", [now - timedelta(days=float(str(value)))]
    if condition.op == "in":
        return f"{fact.sql} = ANY(%s)", [value]
    params = [condition.currency, value] if fact.type == FactType.MONEY else [value]
    return f"COALESCE({fact.sql} {_COMPARISONS[condition.op]} %s, FALSE)", params
