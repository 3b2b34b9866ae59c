"""Every row lock of this slice, always in the order of the primary key so that two workers never wait in a circle."""

from collections.abc import Iterable

from ..core import sql


def lock_contacts(contact_ids: Iterable[int]) -> set[int]:
    """Lock contacts until the transaction ends and return those that are there.

    Whoever changes a contact or its totals holds this lock.

    It is the weaker lock that lets rows referring to a contact be inserted meanwhile: a journey may tag the person.
    """
    ids = sorted(set(contact_ids))
    if not ids:
        return set()
    lock = "SELECT id FROM automation_contact WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
    return {row[0] for row in sql.fetch_all(lock, [ids])}
