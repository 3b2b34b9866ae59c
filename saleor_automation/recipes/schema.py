"""What a recipe.yaml may say."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..journeys.durations import parse_duration
from .assertions import Assertion

AREAS = ("carts", "segments", "win_back", "products", "loyalty", "nurturing", "selling")
LANGUAGES = ("en", "it")
PLACEHOLDER = re.compile(r"\$\{([a-z_]+)\}")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LocalText(_Part):
    """A text in every language a recipe is written in."""

    en: str = Field(min_length=1)
    it: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """Return the text in a language like "it" or "it-CH"; English for any other."""
        return self.it if language.lower().startswith("it") else self.en


class Parameter(_Part):
    """A value the marketer may change when importing."""

    name: str = Field(pattern=r"^[a-z_]+$")
    type: Literal["duration", "percent", "integer", "text"]
    default: str | int
    label: LocalText

    def check(self, value: Any) -> Any:
        """Return the value in its type. Raises ValueError with the remedy if it does not fit."""
        match self.type:
            case "duration":
                parse_duration(value)
            case "percent":
                if not _is_integer(value) or not 1 <= int(value) <= 100:
                    raise ValueError(f"{value!r} is no percentage; use a whole number from 1 to 100.")
            case "integer":
                if not _is_integer(value) or int(value) < 1:
                    raise ValueError(f"{value!r} is no count; use a whole number of at least 1.")
            case "text":
                if not isinstance(value, str) or not value.strip():
                    raise ValueError("It is empty; write a text.")
        return int(value) if self.type in ("percent", "integer") else value


class RecipeCoupon(_Part):
    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    kind: Literal["percentage", "fixed", "free_shipping"]
    value: dict[str, str | int] = {}
    minimum_spend: dict[str, str | int] = {}
    valid_days: str | int
    prefix: str = ""


class Recipe(_Part):
    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    area: Literal[AREAS]  # type: ignore[valid-type]
    name: LocalText
    summary: LocalText
    parameters: tuple[Parameter, ...] = ()
    coupons: tuple[RecipeCoupon, ...] = ()
    mails: tuple[str, ...] = ()
    journey: dict[str, Any]
    assertions: tuple[Assertion, ...] = ()

    @model_validator(mode="after")
    def _placeholders_exist(self) -> Recipe:
        known = {parameter.name for parameter in self.parameters}
        text = self.model_dump_json(include={"journey", "coupons"})
        unknown = sorted(set(PLACEHOLDER.findall(text)) - known)
        if unknown:
            raise ValueError(f"It uses ${{{unknown[0]}}}, which is no parameter of it.")
        return self


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.isdigit())
