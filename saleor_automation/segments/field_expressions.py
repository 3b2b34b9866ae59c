"""How custom fields become SQL: the column follows from the type of the field, which only the database knows."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from .checks import parse_moment
from .facts import COMPARISONS, LIST_OPERATORS, PRESENCE
from .pieces import COMPARISON, Change, Expression, age, never, text_match

_AGES = ("older_than", "newer_than")

FIELD_OPERATORS: Mapping[str, tuple[str, ...]] = {
    "text": ("eq", "ne", "in", "not_in", "starts_with", "contains", *PRESENCE),
    "number": (*COMPARISONS, *PRESENCE),
    "boolean": ("eq", "ne", *PRESENCE),
    "date": (*COMPARISONS, *_AGES, *PRESENCE),
    "date_time": (*COMPARISONS, *_AGES, *PRESENCE),
    "choice": ("eq", "ne", "in", "not_in", *PRESENCE),
    "many_choice": ("has", "has_not", *PRESENCE),
}

_COLUMNS = {
    "text": "text_value",
    "number": "number_value",
    "boolean": "boolean_value",
    "date": "date_value",
    "date_time": "datetime_value",
    "choice": "text_value",
    "many_choice": "choices_value",
}

_POSITIVE = {"ne": "eq", "not_in": "in", "has_not": "has", "is_not_set": "is_set"}
"""An operator that says no is the opposite of its positive one: true also for whoever has no value."""


class Field(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def type(self) -> str: ...


class Asked(Protocol):
    @property
    def op(self) -> str: ...
    @property
    def value(self) -> Any: ...


def problem_with(field: Field, name: str, asked: Asked, choices: Mapping[str, Any]) -> str | None:
    """Return why a question does not fit the type of its field, or None."""
    allowed = FIELD_OPERATORS[field.type]
    if asked.op not in allowed:
        kind = field.type.replace("_", "-")
        return f"Field {name!r} is a {kind} field and cannot be asked with {asked.op!r}; use {', '.join(allowed)}."
    if asked.op in PRESENCE or asked.op in _AGES:
        return None
    values = asked.value if isinstance(asked.value, list) else [asked.value]
    for value in values:
        problem = _misfit(field.type, value, choices)
        if problem:
            return f"Field {name!r} {problem}"
    return None


def _misfit(kind: str, value: Any, choices: Mapping[str, Any]) -> str | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    match kind:
        case "number" if not is_number:
            return f"needs a number, not {value!r}."
        case "boolean" if not isinstance(value, bool):
            return f"needs true or false, not {value!r}."
        case "date" | "date_time":
            return _wrong_moment(kind, value)
        case "choice" | "many_choice" if value not in choices:
            return f"has no choice {value!r}; use one of {', '.join(sorted(choices))}."
        case "text" if not isinstance(value, str):
            return f"needs a text, not {value!r}."
    return None


def _wrong_moment(kind: str, value: Any) -> str | None:
    if not isinstance(value, str):
        return f"needs a date such as 2026-03-02, not {value!r}."
    try:
        moment = parse_moment(value)
    except ValueError as error:
        return f"needs a date: {error}"
    if kind == "date" and isinstance(moment, datetime):
        return f"holds days without a time; write {moment.date().isoformat()}."
    if kind == "date_time" and not isinstance(moment, datetime):
        return f"holds moments; write {value}T00:00:00+00:00."
    return None


def field_value(asked: Asked, now: datetime, field: Field | None) -> Expression:
    """Return the question as SQL. A field that is gone holds nothing for anybody."""
    positive = _POSITIVE.get(asked.op)
    if field is None:
        return Expression("TRUE") if positive else never()
    inner = _asked(asked, positive or asked.op, now, field)
    if positive:
        return Expression(f"({inner.sql}) IS NOT TRUE", inner.params, inner.changes)
    return inner


def _asked(asked: Asked, op: str, now: datetime, field: Field) -> Expression:
    column = f"v.{_COLUMNS[field.type]}"
    match op:
        case "is_set":
            return _exists(field, Expression(f"{column} IS NOT NULL"))
        case "has":
            return _exists(field, Expression("v.choices_value @> ARRAY[%s]::varchar[]", (asked.value,)))
        case "older_than" | "newer_than":
            return _aged(field, op, float(asked.value), now)
        case _ if op in LIST_OPERATORS or field.type in ("text", "choice"):
            return _exists(field, text_match(column, op, asked.value))
        case _:
            return _exists(field, Expression(f"{column} {COMPARISON[op]} %s", (_typed(field.type, asked.value),)))


def _exists(field: Field, inner: Expression) -> Expression:
    return Expression(f"EXISTS ({_row(field, 'TRUE')} AND {inner.sql})", inner.params)


def _row(field: Field, select: str) -> str:
    return f"SELECT {select} FROM automation_fieldvalue v WHERE v.contact_id = c.id AND v.field_id = {int(field.id)}"  # noqa: S608


def _aged(field: Field, op: str, days: float, now: datetime) -> Expression:
    """Ask for the age of a date. A day without a time begins at midnight UTC."""
    column = "v.datetime_value" if field.type == "date_time" else "(v.date_value::timestamp AT TIME ZONE 'UTC')"
    inner = age(column, op == "older_than", days, now)
    change = inner.changes[0]
    return Expression(
        f"EXISTS ({_row(field, 'TRUE')} AND {inner.sql})",
        inner.params,
        (Change(f"({_row(field, change.sql)})", change.params),),
    )


def _typed(kind: str, value: Any) -> date | datetime | timedelta | Any:
    return parse_moment(value) if kind in ("date", "date_time") else value
