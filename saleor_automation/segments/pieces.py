"""The pieces of compiled conditions: a boolean expression, and the moments at which time alone may change it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

COMPARISON = {"eq": "=", "ne": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


@dataclass(frozen=True, slots=True)
class Change:
    """A timestamp expression: the next moment after now that matters, or NULL."""

    sql: str
    params: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """sql may be NULL for what never happened; a condition takes that for no, and its opposite for yes."""

    sql: str
    params: tuple[Any, ...] = ()
    changes: tuple[Change, ...] = ()


def never() -> Expression:
    return Expression("FALSE")


def age(column: str, is_at_least: bool, days: float, now: datetime) -> Expression:
    """Ask whether a moment is at least (or less than) so many days ago; it changes once, when it grows that old."""
    cutoff, length = now - timedelta(days=days), timedelta(days=days)
    change = Change(f"CASE WHEN {column} > %s THEN {column} + %s::interval END", (cutoff, length))
    return Expression(f"{column} {'<=' if is_at_least else '>'} %s", (cutoff,), (change,))


def text_match(column: str, op: str, value: Any, *, folded: bool = False) -> Expression:
    """Compare a text; folded ignores case, for what people type."""
    values = value if isinstance(value, list) else [str(value)]
    if folded:
        column, values = f"lower({column})", [each.lower() for each in values]
    match op:
        case "eq" | "ne":
            return Expression(f"{column} {COMPARISON[op]} %s", (values[0],))
        case "in":
            return Expression(f"{column} = ANY(%s)", (values,))
        case "not_in":
            return Expression(f"{column} <> ALL(%s)", (values,))
        case "starts_with":
            return Expression(f"starts_with({column}, %s)", (values[0],))
        case "contains":
            return Expression(f"position(%s IN {column}) > 0", (values[0],))
        case _:
            raise ValueError(f"A text cannot be compared with {op!r}.")
