"""Tell which contact an event belongs to, and make one for a person seen for the first time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ..core import sql
from .account_changes import ACCOUNT_GONE, ACCOUNT_KINDS, follow_accounts
from .known_again import contacts_by_alias, erased_at, lock_present
from .profiles import PROFILE_COLUMNS, update_profiles
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


def identify(sightings: Sequence[Sighting], now: datetime, beside: Iterable[int] = ()) -> dict[int, int]:
    """Return the contact id of each sighting that names a person, by its index.

    A user id that is known wins over the address, since people change their address but not their account. What happens
    to accounts is followed (account_changes.py). An unknown address becomes a contact, unless it was erased since, or
    belongs to an account that is gone; one that a contact had before leads to that contact. A visitor without a name
    stays one; one seen together with an address belongs to that contact from then on, with everything it did before.
    Constant number of statements, and some more for each address that changes; must run in a transaction. The contacts
    found are locked, and in the same order those named beside.
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
    known = contacts_of_visitors({s.visitor_id for s in sightings if s.visitor_id is not None})
    present = lock_present([*found.values(), *known.values(), *beside])
    found = {index: present[contact_id] for index, contact_id in found.items() if contact_id in present}
    known = {visitor_id: present[contact_id] for visitor_id, contact_id in known.items() if contact_id in present}
    found |= _made_again([s for s in unknown if s.index not in found and s.email in by_email], now)
    merged = follow_accounts(_address_changes(people, found), _deleted(people), now)
    found = {index: merged.get(contact_id, contact_id) for index, contact_id in found.items()}
    naming = {s.visitor_id: s for s in people if s.visitor_id is not None and s.index in found}  # the last one wins
    names = {visitor_id: found[s.index] for visitor_id, s in naming.items()}
    for sighting in sightings:
        contact_id = names.get(sighting.visitor_id) or known.get(sighting.visitor_id) if sighting.visitor_id else None
        if contact_id is not None:
            found.setdefault(sighting.index, contact_id)
    _link_users([s for s in unknown if s.index in found and s.origin != ACCOUNT_GONE], found)
    update_profiles([(found[s.index], s.seen_at, s.profile) for s in people if s.index in found], now)
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
    known = _select_by_email(sorted(first))
    missing = {email for email in first if email not in known}
    known |= _former_addresses([first[email] for email in sorted(missing)])
    missing = _to_be_made([s for s in sightings if s.email in missing and s.email not in known])
    if missing:
        _insert([first[email] for email in sorted(missing)], now)
        known |= _select_by_email(sorted(missing))
        add_totals([known[email] for email in missing])
    return known


def _former_addresses(sightings: Sequence[Sighting]) -> dict[str, int]:
    """Return the contacts that had these addresses before; one with an account of its own is another person's now."""
    aliases = contacts_by_alias([s.email for s in sightings])
    users = {s.email: s.user_id for s in sightings}
    return {email: contact_id for email, (contact_id, user_id) in aliases.items() if users[email] in (None, user_id)}


def _to_be_made(sightings: Sequence[Sighting]) -> set[str]:
    """Return which of these unknown addresses become contacts.

    Who was erased comes back by doing something afterwards; that their account still exists is not enough.
    """
    erased = erased_at({s.email for s in sightings})
    return {
        s.email
        for s in sightings
        if s.origin != ACCOUNT_GONE
        and (s.email not in erased or (s.seen_at > erased[s.email] and s.origin not in ACCOUNT_KINDS))
    }


def _insert(sightings: Sequence[Sighting], now: datetime) -> None:
    columns = {
        "email": "text",
        "origin": "text",
        "created_at": "timestamptz",
        "updated_at": "timestamptz",
        "time_zone": "text",
        **dict.fromkeys(PROFILE_COLUMNS, "text"),
    }
    blank = [""] * (1 + len(PROFILE_COLUMNS))
    rows = [(s.email, s.origin, s.seen_at, now, *blank) for s in sightings]
    sql.insert_rows("automation_contact", columns, rows, on_conflict="(email) DO NOTHING")


def add_totals(contact_ids: Sequence[int]) -> None:
    """Give new contacts their row of totals, everything at zero."""
    sql.execute(
        """
        INSERT INTO automation_contacttotals (contact_id, orders_count, cancelled_count,
            carts_abandoned_count, visits_count, views_count, messages_count, opens_count, clicks_count)
        SELECT id, 0, 0, 0, 0, 0, 0, 0, 0 FROM unnest(%s::bigint[]) AS v(id)
        ON CONFLICT DO NOTHING
        """,
        [list(contact_ids)],
    )


def _made_again(sightings: Sequence[Sighting], now: datetime) -> dict[int, int]:
    """Make contacts for people who were erased while this transaction waited for them, if what they did asks for it."""
    by_email = _contacts_by_email(sightings, now) if sightings else {}
    present = lock_present(by_email.values())
    return {s.index: present[by_email[s.email]] for s in sightings if by_email.get(s.email) in present}


def _address_changes(people: Sequence[Sighting], found: dict[int, int]) -> list[tuple[int, int, str]]:
    newest = {
        s.user_id: (s.user_id, found[s.index], s.email)
        for s in sorted(people, key=lambda s: s.seen_at)
        if s.origin in ACCOUNT_KINDS and s.user_id is not None and s.email and s.index in found
    }
    changed = _emails([contact_id for _, contact_id, _ in newest.values()])
    return [change for change in newest.values() if changed.get(change[1]) != change[2]]


def _emails(contact_ids: list[int]) -> dict[int, str]:
    if not contact_ids:
        return {}
    return dict(sql.fetch_all("SELECT id, email FROM automation_contact WHERE id = ANY(%s)", [contact_ids]))


def _deleted(people: Sequence[Sighting]) -> set[int]:
    return {s.user_id for s in people if s.origin == ACCOUNT_GONE and s.user_id is not None}


def _select_by_email(emails: list[str]) -> dict[str, int]:
    return dict(sql.fetch_all("SELECT email, id FROM automation_contact WHERE email = ANY(%s)", [emails]))


def _link_users(sightings: Sequence[Sighting], found: dict[int, int]) -> None:
    """Give contacts found by their address the account that came with it, unless either is taken."""
    pairs = {s.user_id: found[s.index] for s in sightings if s.user_id is not None}
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
