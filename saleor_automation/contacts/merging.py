"""Make two contacts one, so that nothing of either is lost."""

import logging
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction

from ..core import sql
from ..core.exceptions import Conflict, NotFound
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .known_again import add_aliases, lock_present
from .merge_rules import KEEP, RULES
from .personal_tables import PersonalTable, personal_tables
from .touched import touch

logger = logging.getLogger(__name__)

ATTEMPTS = 5
_PROFILE = ("first_name", "last_name", "language_code", "channel_slug")
_PLACE = ("country_code", "country_area", "city", "postal_code", "time_zone")


def merge_contacts(kept_id: int, gone_id: int, now: datetime) -> int:
    """Give everything of one contact to another and delete the empty row; returns the id of the one that stays.

    The address of the one that stays is kept, the other one becomes an alias. Doing it again does nothing.
    Lock order: contacts by id, then runs, then messages, then everything else; what is being moved on or handed over
    at this moment is waited for. A row written meanwhile for the contact that goes makes the deletion fail, and with it
    the whole transaction: nothing is lost, and the caller may try again (see merge_patiently).

    Raises NotFound if a contact was erased, Conflict if both have an account of their own.
    """
    with transaction.atomic():
        present = lock_present([kept_id, gone_id])
        for contact_id in (kept_id, gone_id):
            if contact_id not in present:
                raise NotFound(f"There is no contact with the id {contact_id}; it may have been erased.")
        kept_id, gone_id = present[kept_id], present[gone_id]
        if kept_id == gone_id:
            return kept_id
        _refuse_two_accounts(kept_id, gone_id)
        _lock_what_moves(kept_id, gone_id)
        _end_runs_both_are_in(kept_id, gone_id, now)
        for table in personal_tables():
            _hand_over(table, kept_id, gone_id)
        email = _unite_profiles(kept_id, gone_id, now)
        add_aliases([(gone_id, email, kept_id)], now)
        touch([kept_id], now)
        record(
            [
                NewEvent(
                    kind=EventKind.CONTACT_MERGED,
                    key=f"contact:{gone_id}:merged",
                    occurred_at=now,
                    contact_id=kept_id,
                    data={"merged_id": gone_id},
                )
            ],
            now,
        )
    return kept_id


def merge_patiently(kept_id: int, gone_id: int, now: datetime) -> int:
    """Merge like merge_contacts, and again when somebody else's work came in between. Outside of a transaction only."""
    for _ in range(ATTEMPTS - 1):
        try:
            return merge_contacts(kept_id, gone_id, now)
        except (IntegrityError, OperationalError):
            logger.info("automation: contacts %d and %d were in use while merged, trying again", kept_id, gone_id)
    return merge_contacts(kept_id, gone_id, now)


def _refuse_two_accounts(kept_id: int, gone_id: int) -> None:
    users = sql.fetch_all(
        "SELECT user_id FROM automation_contact WHERE id = ANY(%s) AND user_id IS NOT NULL", [[kept_id, gone_id]]
    )
    if len(users) > 1:
        raise Conflict(
            f"Contacts {kept_id} and {gone_id} have an account each in the shop; delete one of the accounts first."
        )


def _lock_what_moves(kept_id: int, gone_id: int) -> None:
    for table in ("automation_enrollment", "automation_message"):
        sql.fetch_all(
            f"SELECT id FROM {table} WHERE contact_id = ANY(%s) ORDER BY id FOR UPDATE",  # noqa: S608
            [[kept_id, gone_id]],
        )


def _end_runs_both_are_in(kept_id: int, gone_id: int, now: datetime) -> None:
    """Nobody goes through the same journey twice at once: the run of the contact that goes ends, its mails too."""
    ended = sql.fetch_all(
        """
        UPDATE automation_enrollment g SET is_active = FALSE, finished_at = %s, finish_reason = 'merged',
            wake_at = NULL, waiting_for = ''
        WHERE g.contact_id = %s AND g.is_active AND EXISTS (
            SELECT 1 FROM automation_enrollment k WHERE k.contact_id = %s AND k.is_active
              AND k.journey_id = g.journey_id AND k.key = g.key
        )
        RETURNING g.id
        """,
        [now, gone_id, kept_id],
    )
    sql.execute(
        """
        UPDATE automation_message SET state = 'skipped', reason = 'merged', settled_at = %s
        WHERE enrollment_id = ANY(%s::bigint[]) AND state = 'queued'
        """,
        [now, [row[0] for row in ended]],
    )


def _hand_over(table: PersonalTable, kept_id: int, gone_id: int) -> None:
    rule = RULES.get(table.name, KEEP)
    who = {"kept": kept_id, "gone": gone_id}
    if rule.renumber:
        _run(rule.renumber, who)
    else:
        for keys in table.unique:
            same = " AND ".join(
                ["k.contact_id = %(kept)s", "g.contact_id = %(gone)s", *(f"k.{c} = g.{c}" for c in keys)]
            )
            if rule.values:
                values = ", ".join(f"{column} = {value}" for column, value in rule.values.items())
                _run(f"UPDATE {table.name} k SET {values} FROM {table.name} g WHERE {same}", who)  # noqa: S608
            _run(f"DELETE FROM {table.name} g USING {table.name} k WHERE {same}", who)  # noqa: S608
    _run(f"UPDATE {table.name} SET contact_id = %(kept)s WHERE contact_id = %(gone)s", who)  # noqa: S608


def _run(statement: str, who: dict[str, int]) -> None:
    sql.execute(statement % who)


def _unite_profiles(kept_id: int, gone_id: int, now: datetime) -> str:
    """Fill what the remaining contact does not know from the other, delete that one, and return its address.

    A place is one thing: city and country are not taken from two people's addresses.
    """
    names = ("email", "user_id", "origin", "created_at", "profile_at", *_PROFILE, *_PLACE)
    rows = sql.fetch_all(
        f"SELECT id, {', '.join(names)} FROM automation_contact WHERE id = ANY(%s)",  # noqa: S608
        [[kept_id, gone_id]],
    )
    by_id = {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}
    kept, gone = by_id[kept_id], by_id[gone_id]
    sql.execute("DELETE FROM automation_contact WHERE id = %s", [gone_id])
    older = min((kept, gone), key=lambda person: person["created_at"])
    place = kept if kept["country_code"] else gone
    moments = [person["profile_at"] for person in (kept, gone) if person["profile_at"]]
    values = {
        "user_id": kept["user_id"] or gone["user_id"],
        "origin": older["origin"],
        "created_at": older["created_at"],
        "profile_at": max(moments, default=None),
        "updated_at": now,
        **{name: kept[name] or gone[name] for name in _PROFILE},
        **{name: place[name] for name in _PLACE},
    }
    assignments = ", ".join(f"{name} = %s" for name in values)
    sql.execute(f"UPDATE automation_contact SET {assignments} WHERE id = %s", [*values.values(), kept_id])  # noqa: S608
    return str(gone["email"])
