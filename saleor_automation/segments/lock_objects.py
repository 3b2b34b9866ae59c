"""The locks of this slice. Order: contacts ascending, then the definitions, then the row of a segment."""

from datetime import datetime

from ..core import sql

_DEFINITIONS = 7_316_604
"""Number of the advisory lock; any constant that nothing else in the database uses."""


def share_definitions() -> None:
    """Keep every segment as it is defined until the transaction ends; others may share it.

    Whoever writes members holds it, so that an edit, or the exchange after a build, comes before or after them whole.
    An advisory lock is fair: an edit does not wait forever for passes that follow each other.
    """
    sql.fetch_all("SELECT pg_advisory_xact_lock_shared(%s)", [_DEFINITIONS])


def change_definitions() -> None:
    """Wait until nobody writes members, and keep them out until the transaction ends."""
    sql.fetch_all("SELECT pg_advisory_xact_lock(%s)", [_DEFINITIONS])


def lock_free_contacts(contact_ids: list[int]) -> list[int]:
    """Lock those of the contacts that nobody else has locked, and return them, ascending."""
    rows = sql.fetch_all(
        "SELECT id FROM automation_contact WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED",
        [sorted(contact_ids)],
    )
    return [row[0] for row in rows]


def due_timers(now: datetime, limit: int) -> list[tuple[int, int]]:
    """Return (segment, contact) of the oldest due timers of segments that are current, without locking them.

    The contact is the lock: whoever holds it moves the timer.
    """
    return [
        (row[0], row[1])
        for row in sql.fetch_all(
            """
            SELECT t.segment_id, t.contact_id FROM automation_segmenttimer t
            JOIN automation_segment s ON s.id = t.segment_id AND s.state = 'current'
            WHERE t.due_at <= %s ORDER BY t.due_at LIMIT %s
            """,
            [now, limit],
        )
    ]
