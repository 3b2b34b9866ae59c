"""How much one person may be sent, and when: the shop's rules for all journeys together, changed as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ..core import sql
from ..core.exceptions import InvalidDefinition
from ..core.settled import read_once
from .models import MessageKind

PERIODS = {"day": timedelta(days=1), "week": timedelta(days=7)}
LONGEST_LOOK_BACK = timedelta(days=8)
"""No rule asks about messages that are older: a week, and the longest gap is shorter."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cap(_Part):
    """At most so many messages within any 24 hours or any 7 days, of one kind or of all that are counted."""

    most: int = Field(ge=1, le=100)
    per: Literal["day", "week"]
    kind: Literal["any", "marketing", "reminder"] = "any"

    @property
    def period(self) -> timedelta:
        return PERIODS[self.per]

    def counts(self, kind: str) -> bool:
        return self.kind in ("any", kind)


class QuietHours(_Part):
    """From one time of day to another, by the person's clock, past midnight if the first is the later one."""

    begin: time
    end: time

    @field_validator("begin", "end")
    @classmethod
    def _plain(cls, value: time) -> time:
        if value.tzinfo is not None:
            raise ValueError("Quiet hours follow each person's own clock; give a time without a zone.")
        return value

    @model_validator(mode="after")
    def _not_all_day(self) -> QuietHours:
        if self.begin == self.end:
            raise ValueError("Quiet hours that end when they begin would never end; give two different times.")
        return self


class SendingRules(_Part):
    """minimum_gap_hours lies between any two messages to one person.

    Transactional messages are neither held nor counted.
    """

    caps: tuple[Cap, ...] = Field(default=(Cap(most=2, per="day"), Cap(most=6, per="week")), max_length=12)
    minimum_gap_hours: int = Field(default=0, ge=0, le=7 * 24)
    quiet_hours: QuietHours | None = None

    @property
    def minimum_gap(self) -> timedelta:
        return timedelta(hours=self.minimum_gap_hours)


@read_once
def load_rules() -> SendingRules:
    """Return the rules in force; those of a shop that never changed them are the defaults."""
    rows = sql.fetch_all("SELECT definition::text FROM automation_sendingrules WHERE id = 1")
    return _parsed(rows[0][0]) if rows else SendingRules()


def stored_rules(definition: dict[str, Any] | None) -> SendingRules:
    """Return the rules of a row of SendingRules, or the defaults where there is none."""
    return SendingRules() if definition is None else SendingRules.model_validate(definition)


@lru_cache(maxsize=4)
def _parsed(text: str) -> SendingRules:
    return SendingRules.model_validate_json(text)


def change_rules(data: dict[str, Any], now: datetime) -> SendingRules:
    """Replace the rules; messages that wait are judged by the new ones when their time comes.

    Raises InvalidDefinition with each problem and its place; then the rules stay as they were.
    """
    try:
        rules = SendingRules.model_validate(data)
    except ValidationError as error:
        problems = [(_place(detail["loc"]), _remedy(detail)) for detail in error.errors()]
        raise InvalidDefinition("The sending rules", problems) from None
    sql.insert_rows(
        "automation_sendingrules",
        {"id": "int", "definition": "jsonb", "updated_at": "timestamptz"},
        [(1, rules.model_dump(mode="json"), now)],
        on_conflict="(id) DO UPDATE SET definition = EXCLUDED.definition, updated_at = EXCLUDED.updated_at",
    )
    return rules


def _place(location: Sequence[int | str]) -> str:
    return ".".join(map(str, location))


def _remedy(detail: Any) -> str:
    return str(detail["msg"]).removeprefix("Value error, ")


def is_held(kind: str) -> bool:
    """Tell whether messages of a kind follow the rules at all."""
    return kind != MessageKind.TRANSACTIONAL
