"""Tell which contact an event belongs to, and make one for a person seen for the first time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ..core import sql
from .lock_objects import lock_contacts
from .visitors import contacts_of_visitors, meet, name_visitors


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one event says of a person; index is the caller's number for it.

    profile maps contact columns to what the shop says of them; empty values say nothing. is_proven tells that the
    person behind the visitor showed who they are; whoever logged in, and so has a user_id, did.
    """

    index: int
    email: str
    user_id: int | None
    visitor_id: UUID | None
    seen_at: datetime
    origin: str
    profile: dict[str, str] = field(default_factory=dict)
    is_proven: bool = False


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


def identify(sightings: Sequence[Sighting], now: datetime, beside: Iterable[int] = ()) -> dict[int, int]:
    """Return the contact id of each sighting that names a person, by its index.

    A user id that is known wins over the address, since people change their address but not their account.
    An unknown address becomes a contact; a visitor without a name stays one. A visitor seen together with an
    address belongs to that contact from then on, with everything it did before. Constant number of statements; must
    run in a transaction. The contacts found are locked, and in the same order those named beside.
    """
    people = [sighting for sighting in sightings if sighting.email or sighting.user_id is not None]
    by_user = _contacts_by_user({s.user_id for s in people if s.user_id is not None})
    unknown = [s for s in people if s.email and by_user.get(s.user_id or -1) is None]
    by_email = _contacts_by_email(unknown, now)
    found: dict[int, int] = {}
    for sighting in people:
        contact_id = by_user.get(sighting.user_id or -1) or by_email.get(sighting.email)
        if contact_id is not None:
            found[sighting.index] = contact_id
    naming = {s.visitor_id: s for s in people if s.visitor_id is not None and s.index in found}  # the last one wins
    names = {visitor_id: found[s.index] for visitor_id, s in naming.items()}
    known = contacts_of_visitors({s.visitor_id for s in sightings if s.visitor_id is not None})
    for sighting in sightings:
        contact_id = names.get(sighting.visitor_id) or known.get(sighting.visitor_id) if sighting.visitor_id else None
        if contact_id is not None:
            found.setdefault(sighting.index, contact_id)
    lock_contacts([*found.values(), *beside])
    _link_users(unknown, by_email)
    _update_profiles([(found[s.index], s) for s in people if s.index in found], now)
    meet({s.visitor_id: s.seen_at for s in reversed(sightings) if s.visitor_id and s.visitor_id not in known})
    proven = {visitor_id for visitor_id, s in naming.items() if s.is_proven or s.user_id is not None}
    nameless = {s.visitor_id for s in sightings if s.visitor_id is not None and s.index not in found}
    name_visitors(names, proven, nameless, now)
    return found


def _contacts_by_user(user_ids: set[int]) -> dict[int, int]:
    if not user_ids:
        return {}
    return dict(sql.fetch_all("SELECT user_id, id FROM automation_contact WHERE user_id = ANY(%s)", [sorted(user_ids)]))


def _contacts_by_email(sightings: Iterable[Sighting], now: datetime) -> dict[str, int]:
    first: dict[str, Sighting] = {}
    for sighting in sightings:
        first.setdefault(sighting.email, sighting)
    if not first:
        return {}
    emails = sorted(first)
    known = _select_by_email(emails)
    missing = [email for email in emails if email not in known]
    if missing:
        columns = {
            "email": "text",
            "origin": "text",
            "created_at": "timestamptz",
            "updated_at": "timestamptz",
            "time_zone": "text",
            **dict.fromkeys(PROFILE_COLUMNS, "text"),
        }
        blank = [""] * (1 + len(PROFILE_COLUMNS))
        rows = [(email, first[email].origin, first[email].seen_at, now, *blank) for email in missing]
        sql.insert_rows("automation_contact", columns, rows, on_conflict="(email) DO NOTHING")
        known |= _select_by_email(missing)
        sql.execute(
            """
            INSERT INTO automation_contacttotals (contact_id, orders_count, cancelled_count,
                carts_abandoned_count, visits_count, views_count, messages_count, opens_count, clicks_count)
            SELECT id, 0, 0, 0, 0, 0, 0, 0, 0 FROM unnest(%s::bigint[]) AS v(id)
            ON CONFLICT DO NOTHING
            """,
            [[known[email] for email in missing]],
        )
    return known


def _select_by_email(emails: list[str]) -> dict[str, int]:
    return dict(sql.fetch_all("SELECT email, id FROM automation_contact WHERE email = ANY(%s)", [emails]))


def _link_users(sightings: Sequence[Sighting], by_email: dict[str, int]) -> None:
    """Give contacts found by their address the account that came with it, unless either is taken."""
    pairs = {s.user_id: by_email[s.email] for s in sightings if s.user_id is not None}
    if pairs:
        sql.execute(
            """
            UPDATE automation_contact t SET user_id = v.user_id
            FROM unnest(%s::int[], %s::bigint[]) AS v(user_id, contact_id)
            WHERE t.id = v.contact_id AND t.user_id IS NULL
              AND NOT EXISTS (SELECT 1 FROM automation_contact o WHERE o.user_id = v.user_id)
            """,
            [list(pairs), list(pairs.values())],
        )


def _update_profiles(pairs: Iterable[tuple[int, Sighting]], now: datetime) -> None:
    """Write the newest non-empty value of each profile column, only where it changes something."""
    newest: dict[int, dict[str, str]] = {}
    for contact_id, sighting in sorted(pairs, key=lambda pair: pair[1].seen_at):
        values = {name: value for name, value in sighting.profile.items() if value}
        if values:
            newest.setdefault(contact_id, {}).update(values)
    if not newest:
        return
    ids = sorted(newest)
    arrays: list[list[Any]] = [[newest[key].get(name, "") for key in ids] for name in PROFILE_COLUMNS]
    names = ", ".join(PROFILE_COLUMNS)
    casts = ", ".join(["%s::text[]"] * len(PROFILE_COLUMNS))
    assignments = ", ".join(f"{name} = COALESCE(NULLIF(v.{name}, ''), t.{name})" for name in PROFILE_COLUMNS)
    changed = " OR ".join(f"(v.{name} <> '' AND v.{name} <> t.{name})" for name in PROFILE_COLUMNS)
    sql.execute(
        f"""
        UPDATE automation_contact t SET {assignments}, updated_at = %s
        FROM unnest(%s::bigint[], {casts}) AS v(id, {names})
        WHERE t.id = v.id AND ({changed})
        """,  # noqa: S608
        [now, ids, *arrays],
    )
