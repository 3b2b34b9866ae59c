"""What an import may change about a recipe: named values, each of a type that checks what it is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import validate_email
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from ..journeys.durations import LONGEST, SHORTEST, format_duration, parse_duration
from ..product_lists.fields import CategoryId, CollectionId, ProductId

TYPES: Mapping[str, str] = {
    "duration": "A length of time, for instance `3 days`.",
    "percent": "A whole number from 1 to 100.",
    "integer": "A whole number, of at least 1 unless the recipe says otherwise.",
    "money": 'Amounts by currency, for instance `{"EUR": "10.00"}`.',
    "date": "A day, for instance `2026-11-27`.",
    "text": "A text.",
    "boolean": "`true` or `false`.",
    "choice": "One of the choices.",
    "list": "Slug of a list.",
    "tag": "Name of a tag; one that is not there yet is made.",
    "segment": "Slug of a segment.",
    "field": "Slug of a custom field.",
    "score": "Slug of a lead score.",
    "journey": "Slug of a journey that is not archived.",
    "product": "ID of a product, as the Dashboard shows it.",
    "category": "ID of a category, as the Dashboard shows it.",
    "collection": "ID of a collection, as the Dashboard shows it.",
    "email": "An e-mail address.",
}
_IDS = {"product": ProductId, "category": CategoryId, "collection": CollectionId}
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,149}")
_MOST_TAG = 100


class Part(BaseModel):
    """A part of a recipe: nothing may stand in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class LocalText(Part):
    """A text in the languages a recipe is written in; the recipes of the package are written in both."""

    en: str = Field(min_length=1)
    it: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """Return the text in a language like "it" or "it-CH"; English for any other."""
        return self.it if language.lower().startswith("it") else self.en


def _both(value: Any) -> Any:
    return {"en": value, "it": value} if isinstance(value, str) else value


Words = Annotated[LocalText, BeforeValidator(_both)]
"""A shop that writes one language only gives a plain text."""


class Choice(Part):
    value: str = Field(pattern=r"^[a-z0-9_-]+$")
    label: Words


class Parameter(Part):
    """A value the marketer may change when importing. Without a default it is asked for, unless it is optional."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: Literal[tuple(TYPES)]  # type: ignore[valid-type]
    label: Words
    help: Words | None = None
    default: Any = None
    optional: bool = False
    minimum: int = 1
    maximum: int | None = None
    choices: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def _fits_itself(self) -> Parameter:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("Only a choice has choices, and it needs them; add them or change the type.")
        if self.default is not None:
            self.check(self.default)
        return self

    def check(self, value: Any) -> Any:
        """Return the value in its type, None for nothing. Raises ValueError with the remedy if it does not fit."""
        if value is None or (isinstance(value, str) and not value.strip() and self.optional):
            if self.optional:
                return None
            raise ValueError("It is missing; fill it in.")
        return _CHECKS[self.type](self, value)


def _duration(_: Parameter, value: Any) -> str:
    duration = parse_duration(value)
    if not SHORTEST <= duration <= LONGEST:
        raise ValueError(
            f"{value!r} is no wait; use at least {format_duration(SHORTEST)} and at most {LONGEST.days} days."
        )
    return format_duration(duration)


def _percent(_: Parameter, value: Any) -> int:
    if not _is_integer(value) or not 1 <= int(value) <= 100:
        raise ValueError(f"{value!r} is no percentage; use a whole number from 1 to 100.")
    return int(value)


def _integer(parameter: Parameter, value: Any) -> int:
    low, high = parameter.minimum, parameter.maximum
    if not _is_integer(value) or int(value) < low or (high is not None and int(value) > high):
        reach = f"of at least {low}" if high is None else f"from {low} to {high}"
        raise ValueError(f"{value!r} is no count; use a whole number {reach}.")
    return int(value)


def _money(_: Parameter, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping) or not value:
        raise ValueError(f'{value!r} is no money; give amounts by currency, for instance {{"EUR": "10.00"}}.')
    checked = {}
    for currency, amount in value.items():
        if currency not in list_currencies():
            raise ValueError(f"There is no currency {currency!r}; write its code in capitals, such as EUR.")
        try:
            number = Decimal(str(amount))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(amount, bool) or not number.is_finite() or not 0 < number <= 1_000_000:
            raise ValueError(f"{amount!r} {currency} is no amount; use a number above 0, for instance 10.00.")
        checked[str(currency)] = f"{number:f}"
    return checked


def _date(_: Parameter, value: Any) -> str:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is no day; write for instance 2026-11-27.") from None


def _text(_: Parameter, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("It is empty; write a text.")
    return value


def _boolean(_: Parameter, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false; use one of the two.")
    return value


def _choice(parameter: Parameter, value: Any) -> str:
    values = [choice.value for choice in parameter.choices]
    if value not in values:
        raise ValueError(f"{value!r} is none of the choices; use one of {', '.join(values)}.")
    return str(value)


def _slug(parameter: Parameter, value: Any) -> str:
    if not isinstance(value, str) or not _SLUG.fullmatch(value):
        raise ValueError(f"{value!r} is no slug of a {parameter.type}; copy it from the {parameter.type}.")
    return value


def _tag(_: Parameter, value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= _MOST_TAG or not value.isprintable():
        raise ValueError(f"{value!r} is no tag; use 1 to {_MOST_TAG} printable characters.")
    return " ".join(value.split())


def _id(parameter: Parameter, value: Any) -> int:
    try:
        return TypeAdapter(_IDS[parameter.type]).validate_python(value)
    except ValidationError:
        raise ValueError(
            f"{value!r} is no ID of a {parameter.type}; copy it from the {parameter.type} in the Dashboard."
        ) from None


def _email(_: Parameter, value: Any) -> str:
    try:
        validate_email(value)
    except (DjangoValidationError, TypeError):
        raise ValueError(f"{value!r} is no e-mail address; write for instance team@example.com.") from None
    return str(value)


_CHECKS: Mapping[str, Callable[[Parameter, Any], Any]] = {
    "duration": _duration,
    "percent": _percent,
    "integer": _integer,
    "money": _money,
    "date": _date,
    "text": _text,
    "boolean": _boolean,
    "choice": _choice,
    "list": _slug,
    "tag": _tag,
    "segment": _slug,
    "field": _slug,
    "score": _slug,
    "journey": _slug,
    "product": _id,
    "category": _id,
    "collection": _id,
    "email": _email,
}


def _is_integer(value: Any) -> bool:
    is_written = isinstance(value, str) and value.removeprefix("-").isdigit()
    return (isinstance(value, int) and not isinstance(value, bool)) or is_written
