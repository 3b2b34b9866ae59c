"""Whether a question fits the fact it is about; every refusal names the fact and the remedy.

Only what can be told without the database; whether a list, a field or a product exists, says references.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ..events.kinds import is_known
from .facts import FACTS, LIST_OPERATORS, PRESENCE, Fact, FactType

if TYPE_CHECKING:
    from .conditions import FactCondition

ALL_CURRENCIES = "all"
"""In the place of a currency: every currency counts, converted into the shop's reporting currency."""

MAX_DAYS = 36_500
MAX_VALUES = 1000
MAX_TEXT = 500
MAX_ID = 2**31 - 1
MAX_NUMBER = 10**15
_PARAMETERS = ("currency", "within_days", "name", "event", "then", "url", "products", "quantity")


def check_fact(condition: FactCondition) -> None:
    """Raise ValueError if operator, value or parameters do not fit the fact."""
    fact = FACTS.get(condition.fact)
    if fact is None:
        raise ValueError(f"There is no fact {condition.fact!r}; use one of {', '.join(sorted(FACTS))}.")
    if condition.op not in fact.operators:
        allowed = ", ".join(fact.operators)
        raise ValueError(f"Fact {condition.fact!r} cannot be asked with {condition.op!r}; use {allowed}.")
    _check_value(fact, condition)
    for name in _PARAMETERS:
        _check_parameter(fact, name, getattr(condition, name))
    if condition.quantity is not None and condition.within_days is not None:
        raise ValueError(f"Fact {condition.fact!r} counts pieces over all time; leave quantity or 'within_days' out.")


def _check_value(fact: Fact, condition: FactCondition) -> None:
    value = condition.value
    match fact.type:
        case FactType.NUMBER | FactType.MONEY:
            _require_number(fact, value)
        case FactType.AGE_DAYS | FactType.SEQUENCE:
            _require_days(fact, value)
        case FactType.TEXT:
            _require_texts(fact, condition.op, value)
        case FactType.MEMBERSHIP:
            _require_text(fact, condition.op, value)
        case FactType.BOOLEAN:
            if not isinstance(value, bool):
                raise ValueError(f"Fact {fact.key!r} needs true or false, not {value!r}.")
        case FactType.ITEMS:
            _require_items(fact, value)
        case FactType.FIELD:
            _check_field_value(fact, condition.op, value)
    if fact.choices:
        known = {choice.value for choice in fact.choices}
        for text in value if isinstance(value, list) else [value]:
            if text not in known:
                raise ValueError(f"Fact {fact.key!r} has no value {text!r}; use one of {', '.join(sorted(known))}.")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _require_number(fact: Fact, value: Any) -> None:
    if not _is_number(value):
        raise ValueError(f"Fact {fact.key!r} needs a number, not {value!r}.")
    if abs(value) > MAX_NUMBER:
        raise ValueError(f"Fact {fact.key!r}: {value!r} is out of range; use at most {MAX_NUMBER}.")


def _require_days(fact: Fact, value: Any) -> None:
    if not _is_number(value):
        raise ValueError(f"Fact {fact.key!r} needs a number, not {value!r}.")
    if not 0 <= value <= MAX_DAYS:
        raise ValueError(f"Fact {fact.key!r}: {value!r} is no number of days; use 0 to {MAX_DAYS}.")


def _require_texts(fact: Fact, op: str, value: Any) -> None:
    if op not in LIST_OPERATORS:
        _require_text(fact, op, value)
        return
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"Fact {fact.key!r} with {op!r} needs a list of texts.")
    _require_some(fact, value)
    for text in value:
        _check_text(fact.key, text)


def _require_text(fact: Fact, op: str, value: Any) -> None:
    if not isinstance(value, str):
        raise ValueError(f"Fact {fact.key!r} with {op!r} needs a text.")
    if fact.type == FactType.MEMBERSHIP and not value.strip():
        raise ValueError(f"Fact {fact.key!r} with {op!r} needs a text that is not empty.")
    _check_text(fact.key, value)


def _check_text(what: str, text: str) -> None:
    if len(text) > MAX_TEXT:
        raise ValueError(f"Fact {what!r}: a text is longer than {MAX_TEXT} characters; shorten it.")
    if "\x00" in text:
        raise ValueError(f"Fact {what!r}: a text contains a zero character; take it out.")


def _require_some(fact: Fact, values: list[Any]) -> None:
    if not 1 <= len(values) <= MAX_VALUES:
        raise ValueError(f"Fact {fact.key!r} names {len(values)} values; use 1 to {MAX_VALUES}.")


def _require_items(fact: Fact, value: Any) -> None:
    kind, expected = (str, "texts") if fact.source == "brand" else (int, "ids, whole numbers")
    if not isinstance(value, list) or not all(isinstance(each, kind) and not isinstance(each, bool) for each in value):
        raise ValueError(f"Fact {fact.key!r} needs a list of {expected}.")
    _require_some(fact, value)
    for each in value:
        if isinstance(each, str):
            _check_text(fact.key, each)
        else:
            _check_id(fact.key, each)


def _check_id(what: str, value: int) -> None:
    if not 0 < value <= MAX_ID:
        raise ValueError(f"Fact {what!r}: {value} is no id; use the number of an object of the shop.")


def _check_field_value(fact: Fact, op: str, value: Any) -> None:
    """Check what holds for a field of any type; the type itself is known to the database only."""
    if op in PRESENCE:
        if value is not None:
            raise ValueError(f"Fact {fact.key!r} with {op!r} takes no value.")
    elif op in LIST_OPERATORS:
        _require_texts(fact, op, value)
    elif op in ("older_than", "newer_than"):
        _require_days(fact, value)
    elif value is None or isinstance(value, list):
        raise ValueError(f"Fact {fact.key!r} with {op!r} needs one value.")
    elif isinstance(value, str):
        _check_text(fact.key, value)
    elif _is_number(value):
        _require_number(fact, value)


def _check_parameter(fact: Fact, name: str, value: Any) -> None:
    parameter = fact.parameter(name)
    is_given = value is not None and value not in ("", [])
    if parameter is None:
        if is_given:
            raise ValueError(f"Fact {fact.key!r}: leave the {_spoken(name)} out.")
        return
    if not is_given:
        if parameter.is_required:
            raise ValueError(f"Fact {fact.key!r}: name the {_spoken(name)}.")
        return
    _CHECKS[name](fact, name, value)


def _spoken(name: str) -> str:
    return name if name in ("currency", "event", "products", "quantity") else f"{name!r}"


def _check_currency(fact: Fact, _name: str, value: str) -> None:
    if value != ALL_CURRENCIES and not re.fullmatch(r"[A-Z]{3}", value):
        raise ValueError(f"Fact {fact.key!r}: {value!r} is no currency; write a code such as EUR, or 'all'.")


def _check_days(fact: Fact, name: str, value: float) -> None:
    if not 0 < value <= MAX_DAYS:
        raise ValueError(f"Fact {fact.key!r}: {name!r} is {value!r}; use more than 0 and at most {MAX_DAYS} days.")


def _check_name(fact: Fact, _name: str, value: str) -> None:
    _check_text(fact.key, value)


def _check_event(fact: Fact, _name: str, value: str) -> None:
    if not is_known(value) or len(value) > 64 or "\x00" in value:
        raise ValueError(f"There is no event {value[:64]!r}; see the glossary, or use 'custom:<name>'.")


def _check_products(fact: Fact, _name: str, value: list[int]) -> None:
    _require_some(fact, value)
    for each in value:
        _check_id(fact.key, each)


def _check_quantity(fact: Fact, _name: str, value: int) -> None:
    if not 1 <= value <= MAX_ID:
        raise ValueError(f"Fact {fact.key!r}: the quantity is {value}; use at least 1.")


_CHECKS: dict[str, Callable[[Fact, str, Any], None]] = {
    "currency": _check_currency,
    "within_days": _check_days,
    "name": _check_name,
    "event": _check_event,
    "then": _check_event,
    "url": _check_name,
    "products": _check_products,
    "quantity": _check_quantity,
}


def parse_moment(text: str) -> date | datetime:
    """Return a date (2026-03-02) or an aware moment (2026-03-02T09:00:00+00:00).

    Raises ValueError with the remedy for anything else.
    """
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date; write 2026-03-02, or 2026-03-02T09:00:00+00:00.") from None
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone; write 2026-03-02T09:00:00+00:00.")
    return moment
