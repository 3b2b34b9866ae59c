"""Lengths of time as people write them: "1 hour", "3 days"."""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

UNIT_SECONDS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=1096)
_PATTERN = re.compile(r"(\d{1,6}) (minute|hour|day|week)s?")


def parse_duration(text: Any) -> timedelta:
    """Return the length of time a text like "90 minutes" stands for.

    A day is 24 hours. Raises ValueError with the remedy for anything else.
    """
    if isinstance(text, timedelta):
        return text
    match = _PATTERN.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f"{text!r} is no length of time; write for instance '90 minutes', '1 hour' or '3 days'.")
    return timedelta(seconds=int(match[1]) * UNIT_SECONDS[match[2]])


def format_duration(duration: timedelta) -> str:
    """Return the shortest text parse_duration reads as this length."""
    seconds = int(duration.total_seconds())
    for unit in ("week", "day", "hour", "minute"):
        if seconds % UNIT_SECONDS[unit] == 0:
            count = seconds // UNIT_SECONDS[unit]
            return f"{count} {unit}{'' if count == 1 else 's'}"
    raise ValueError(f"{duration} is not a whole number of minutes.")


def _within_reason(duration: timedelta) -> timedelta:
    if not SHORTEST <= duration <= LONGEST:
        raise ValueError(
            f"{duration.total_seconds():.0f} seconds is outside what a journey waits; "
            f"use at least {format_duration(SHORTEST)} and at most {LONGEST.days} days."
        )
    return duration


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    AfterValidator(_within_reason),
    PlainSerializer(format_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,6} (minute|hour|day|week)s?$", "format": "duration"}),
]
