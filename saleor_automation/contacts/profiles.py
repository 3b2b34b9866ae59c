"""What is known of a person beside the address: name, language, place, time zone and sales channel.

The newest word counts, and an empty one says nothing. What is read late, such as history, only fills gaps. A place is
one thing: when somebody has moved, nothing of the old address stays behind, and the time zone follows.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from ..core import sql
from .time_zones import time_zone_of

PROFILE_COLUMNS = (
    "first_name",
    "last_name",
    "language_code",
    "country_code",
    "country_area",
    "city",
    "postal_code",
    "channel_slug",
)
_PLACE = ("country_code", "country_area", "city", "postal_code")
WIDTHS = {
    "first_name": 256,
    "last_name": 256,
    "language_code": 35,
    "country_code": 2,
    "country_area": 128,
    "city": 256,
    "postal_code": 20,
    "channel_slug": 255,
}

Word = tuple[int, datetime, Mapping[str, str]]
"""A contact, when something was said of it, and what."""

# Whether a place replaces the one that is known, or only adds to it.
_HAS_MOVED = """(v.country_code <> '' AND v.said_at >= COALESCE(t.profile_at, v.said_at) AND (
    v.country_code <> t.country_code OR v.city <> '' OR v.postal_code <> ''))"""


def update_profiles(words: Iterable[Word], now: datetime) -> None:
    """Write what was said of contacts, where it changes something. The contacts must be locked. One statement."""
    newest: dict[int, dict[str, str]] = {}
    said_at: dict[int, datetime] = {}
    for contact_id, at, profile in sorted(words, key=lambda word: word[1]):
        values = {name: value[: WIDTHS[name]] for name, value in profile.items() if value and name in WIDTHS}
        if not values:
            continue
        known = newest.setdefault(contact_id, {})
        if "country_code" in values and values.keys() & {"city", "postal_code"}:
            for name in _PLACE:
                known.pop(name, None)
        known.update(values)
        said_at[contact_id] = at
    rows = [
        (
            contact_id,
            said_at[contact_id],
            time_zone_of(values.get("country_code", ""), values.get("country_area", "")),
            *(values.get(name, "") for name in PROFILE_COLUMNS),
        )
        for contact_id, values in sorted(newest.items())
    ]
    if not rows:
        return
    sql.execute(
        f"""
        UPDATE automation_contact t SET {_assignments()}, updated_at = %s,
            profile_at = GREATEST(t.profile_at, v.said_at)
        FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], {", ".join(["%s::text[]"] * len(PROFILE_COLUMNS))})
            AS v(id, said_at, time_zone, {", ".join(PROFILE_COLUMNS)})
        WHERE t.id = v.id AND ({_differs()})
        """,  # noqa: S608
        [now, *(list(column) for column in zip(*rows, strict=True))],
    )


def _assignments() -> str:
    """Say what each column becomes."""
    newer = "v.said_at >= COALESCE(t.profile_at, v.said_at)"
    said = [
        f"{name} = CASE WHEN v.{name} <> '' AND ({newer} OR t.{name} = '') THEN v.{name} ELSE t.{name} END"
        for name in PROFILE_COLUMNS
        if name not in _PLACE
    ]
    place = [
        f"""{name} = CASE WHEN {_HAS_MOVED} THEN v.{name}
            WHEN v.{name} <> '' AND (t.{name} = '' OR ({newer} AND v.country_code IN ('', t.country_code)))
            THEN v.{name} ELSE t.{name} END"""
        for name in _PLACE
    ]
    is_elsewhere = "(v.country_code <> t.country_code OR v.country_area <> t.country_area)"
    zone = f"""time_zone = CASE WHEN v.time_zone = '' THEN t.time_zone
        WHEN t.time_zone = '' OR ({_HAS_MOVED} AND {is_elsewhere})
        THEN v.time_zone ELSE t.time_zone END"""
    return ", ".join([*said, *place, zone])


def _differs() -> str:
    """Say whether there is anything to write: most events repeat what is known."""
    changed = " OR ".join(f"(v.{name} <> '' AND v.{name} <> t.{name})" for name in PROFILE_COLUMNS)
    return f"{changed} OR (v.time_zone <> '' AND t.time_zone = '')"
