"""What fits into a custom field: one value as it comes from outside, checked and brought into the form it is kept in.

Outside, a value is JSON: a text, a number, true or false, "2026-03-02", "2026-03-02T09:00:00+01:00", a choice, a list
of choices; null is no value.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ..core.exceptions import PermanentError
from .field_models import FieldType

MAX_TEXT = 500
MAX_DIGITS = 18
MAX_PLACES = 6
COLUMN_OF: Mapping[str, str] = {
    FieldType.TEXT: "text_value",
    FieldType.NUMBER: "number_value",
    FieldType.BOOLEAN: "boolean_value",
    FieldType.DATE: "date_value",
    FieldType.DATE_TIME: "datetime_value",
    FieldType.CHOICE: "text_value",
    FieldType.MANY_CHOICE: "choices_value",
}
COLUMNS: Mapping[str, str] = {
    "text_value": "text",
    "number_value": "numeric",
    "boolean_value": "bool",
    "date_value": "date",
    "datetime_value": "timestamptz",
    "choices_value": "text[]",
}


class Misfit(PermanentError):
    """A value does not fit into its field."""

    def __init__(self, slug: str, value: Any, expected: str) -> None:
        shown = repr(value)
        super().__init__(f"Field {slug!r} cannot hold {shown[:80]}{'…' if len(shown) > 80 else ''}: {expected}.")


def fit(slug: str, kind: str, choices: Sequence[Mapping[str, str]], value: Any) -> Any:
    """Return a value as the column of its type holds it; None for null, for an empty text and an empty list.

    Raises Misfit.
    """
    if value is None or value == "" or value == []:
        return None
    try:
        return _FITTERS[kind](value, [choice["value"] for choice in choices])
    except ValueError as error:
        raise Misfit(slug, value, str(error)) from None


def _text(value: Any, _choices: list[str]) -> str:
    if not isinstance(value, str):
        raise ValueError("give a text")
    if len(value) > MAX_TEXT or "\0" in value:
        raise ValueError(f"use at most {MAX_TEXT} characters, without NUL")
    return value


def _number(value: Any, _choices: list[str]) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise ValueError("give a number")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError("give a number such as 12 or 12.5, with a point before the decimals") from None
    if not number.is_finite() or number.adjusted() >= MAX_DIGITS:
        raise ValueError(f"use at most {MAX_DIGITS} digits before the point")
    rounded = round(number, MAX_PLACES)
    if rounded != number:
        raise ValueError(f"use at most {MAX_PLACES} decimals")
    return rounded.normalize() + 0


def _boolean(value: Any, _choices: list[str]) -> bool:
    if not isinstance(value, bool):
        raise ValueError("give true or false")
    return value


def _date(value: Any, _choices: list[str]) -> date:
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("give a day as YYYY-MM-DD that is in the calendar")


def _date_time(value: Any, _choices: list[str]) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and len(value) > 10 else None
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("give a moment with its zone, as 2026-03-02T09:00:00+01:00")


def _choice(value: Any, choices: list[str]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"choose one of {', '.join(choices)}")
    return value


def _many_choice(value: Any, choices: list[str]) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("give a list of choices")
    chosen = {_choice(each, choices) for each in value}
    # In the order of the choices, so that the same answer is always kept in the same way.
    return [choice for choice in choices if choice in chosen]


_FITTERS: Mapping[str, Callable[[Any, list[str]], Any]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _date,
    FieldType.DATE_TIME: _date_time,
    FieldType.CHOICE: _choice,
    FieldType.MANY_CHOICE: _many_choice,
}


def as_json(value: Any) -> Any:
    """Return a kept value as it is spelled outside; a number as text, so that nothing of it is lost."""
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
