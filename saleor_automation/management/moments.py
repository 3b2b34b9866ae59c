"""Days and moments as options of commands."""

from datetime import UTC, datetime, time

from django.core.management.base import CommandError
from django.utils.dateparse import parse_date, parse_datetime


def moment_of(text: str | None, option: str) -> datetime | None:
    """Read a day or a moment; without a zone it is one of UTC. Raises CommandError."""
    if not text:
        return None
    try:
        day = parse_date(text)
        moment = datetime.combine(day, time(0)) if day is not None else parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{option} is {text!r}; write a day such as 2026-03-01, or a moment with its zone.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
