"""Find people again under an id or an address they had before, and leave alone those who were erased."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from ..core import sql
from .consent import address_hash
from .lock_objects import lock_contacts


def lock_present(contact_ids: Iterable[int]) -> dict[int, int]:
    """Lock these contacts and return the id each has now; whoever was erased is missing.

    A contact may have been merged into another, or erased, while the caller waited for its lock. Two statements more
    for each time that happens.
    """
    wanted = set(contact_ids)
    found = {contact_id: contact_id for contact_id in lock_contacts(wanted)}
    missing = sorted(wanted - found.keys())
    while missing:
        moved = dict(
            sql.fetch_all(
                "SELECT merged_id, contact_id FROM automation_contactalias WHERE merged_id = ANY(%s)", [missing]
            )
        )
        if not moved:
            break
        present = lock_contacts(moved.values())
        found |= {old: new for old, new in moved.items() if new in present}
        missing = sorted(old for old, new in moved.items() if new not in present and new != old)
    return found


def contacts_by_alias(emails: Collection[str]) -> dict[str, tuple[int, int | None]]:
    """Return, for addresses people had before, the contact and its account."""
    if not emails:
        return {}
    rows = sql.fetch_all(
        """
        SELECT DISTINCT ON (a.email) a.email, c.id, c.user_id
        FROM automation_contactalias a JOIN automation_contact c ON c.id = a.contact_id
        WHERE a.email = ANY(%s) ORDER BY a.email, a.created_at DESC, a.id DESC
        """,
        [sorted(emails)],
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def add_aliases(rows: Sequence[tuple[int | None, str, int]], now: datetime) -> None:
    """Remember what contacts were known as; each row is (merged id or None, address or "", contact id)."""
    sql.insert_rows(
        "automation_contactalias",
        {"merged_id": "bigint", "email": "text", "contact_id": "bigint", "created_at": "timestamptz"},
        [(*row, now) for row in rows],
        on_conflict="(merged_id) DO UPDATE SET contact_id = EXCLUDED.contact_id",
    )


def erased_at(emails: Collection[str]) -> dict[str, datetime]:
    """Return when each of these addresses was last erased; one that never was is missing."""
    hashes = {address_hash(email): email for email in emails}
    if not hashes:
        return {}
    rows = sql.fetch_all(
        "SELECT address_hash, max(erased_at) FROM automation_erasure WHERE address_hash = ANY(%s) GROUP BY 1",
        [list(hashes)],
    )
    return {hashes[row[0]]: row[1] for row in rows}
