"""Which column of a file is what of a contact, and what a cell must look like."""

import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ..field_models import FieldType
from ..field_values import Misfit, fit
from ..field_writing import KnownField, known_fields
from ..models import ConsentState
from ..profiles import WIDTHS

EMAIL = "email"
PROFILE = ("first_name", "last_name", "language_code", "country_code", "country_area", "city", "postal_code")
CONSENT = ("consent", "consent_source", "consent_at", "consent_text")
LISTS, TAGS = "lists", "tags"
FIELD_PREFIX = "fields."
TARGETS = (EMAIL, *PROFILE, "time_zone", "channel_slug", *CONSENT, LISTS, TAGS)

# Names other tools give their columns; what is not among them has to be mapped by hand.
_ALSO_CALLED = {
    "e-mail": EMAIL,
    "email address": EMAIL,
    "email_address": EMAIL,
    "mail": EMAIL,
    "indirizzo email": EMAIL,
    "first name": "first_name",
    "firstname": "first_name",
    "nome": "first_name",
    "last name": "last_name",
    "lastname": "last_name",
    "surname": "last_name",
    "cognome": "last_name",
    "language": "language_code",
    "lingua": "language_code",
    "country": "country_code",
    "paese": "country_code",
    "state": "country_area",
    "province": "country_area",
    "provincia": "country_area",
    "zip": "postal_code",
    "postcode": "postal_code",
    "cap": "postal_code",
    "città": "city",
    "timezone": "time_zone",
}
_STATES = (ConsentState.SUBSCRIBED, ConsentState.UNSUBSCRIBED, ConsentState.BOUNCED, ConsentState.COMPLAINED)
_TRUE, _FALSE = ("true", "yes", "1", "si", "sì"), ("false", "no", "0")

Cleaner = Callable[[str], str]


class BadCell(ValueError):
    """A cell cannot be taken; the text says what it should be."""


def guessed_target(header: str) -> str:
    """Return what a column with this header is, or "" if nobody can tell."""
    name = header.strip().lower()
    return name if name in TARGETS or name.startswith(FIELD_PREFIX) else _ALSO_CALLED.get(name, "")


def is_field(target: str) -> bool:
    """Tell whether a column is a custom field."""
    return target.startswith(FIELD_PREFIX)


def is_named(target: str) -> bool:
    """Tell whether a column holds what a contact may have many of: places on lists, tags, values of fields."""
    return target in (LISTS, TAGS) or is_field(target)


def cleaner_of(target: str) -> Cleaner | None:
    """Return what checks a cell of a target; None for an address, a list of names and a field, which have their own."""
    if target in WIDTHS:
        return _words(target, WIDTHS[target])
    return {
        "consent": _state,
        "consent_at": _moment,
        "consent_source": _words("consent_source", 64),
        "consent_text": _words("consent_text", 2000),
        "time_zone": _zone,
    }.get(target)


def _words(target: str, most: int) -> Cleaner:
    change = {"country_code": str.upper, "language_code": str.lower}.get(target, str)

    def clean(cell: str) -> str:
        value = change(cell.strip())
        if len(value) > most:
            hint = "; use the code of ISO 3166, for instance IT" if target == "country_code" else ""
            raise BadCell(f"It has {len(value)} characters; use at most {most}{hint}.")
        return value

    return clean


def _state(cell: str) -> str:
    value = cell.strip().lower()
    if value and value not in _STATES:
        raise BadCell(f"Use {', '.join(_STATES)}, or leave it empty.")
    return value


def _moment(cell: str) -> str:
    value = cell.strip()
    if not value:
        return ""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadCell("Use a day such as 2026-01-31, or a moment such as 2026-01-31T09:00:00+01:00.") from None
    # A day, or a moment that does not say its zone, is taken as UTC.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _zone(cell: str) -> str:
    value = cell.strip()
    try:
        if value:
            zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise BadCell("Use the name of a time zone, for instance Europe/Rome.") from None
    return value


def names_in(cell: str) -> list[str]:
    """Return the names of a cell that holds several, set apart by semicolons or vertical bars."""
    return [name for part in cell.replace("|", ";").split(";") if (name := " ".join(part.split()))]


def fields_of(targets: Sequence[str]) -> Mapping[str, KnownField]:
    """Return the custom fields among the targets, by target. Raises NotFound for a field there is none of."""
    slugs = [target.removeprefix(FIELD_PREFIX) for target in targets if target.startswith(FIELD_PREFIX)]
    return {f"{FIELD_PREFIX}{slug}": field for slug, field in known_fields(slugs).items()} if slugs else {}


def field_value(field: KnownField, cell: str) -> Any:
    """Return what a cell means for a custom field, None for nothing. Raises BadCell."""
    text = cell.strip()
    value: Any = text
    if field.type == FieldType.MANY_CHOICE:
        value = names_in(text)
    elif field.type == FieldType.BOOLEAN and text:
        if text.lower() not in (*_TRUE, *_FALSE):
            raise BadCell("Use yes or no.")
        value = text.lower() in _TRUE
    try:
        fit(field.slug, field.type, field.choices, value)
    except Misfit as error:
        raise BadCell(str(error)) from None
    return value
