"""Who looks at a slot, as far as may be told."""

from dataclasses import dataclass
from uuid import UUID

from ..core import sql

MOST_VIEWED = 20


@dataclass(frozen=True, slots=True)
class Guest:
    """A known contact, or a visitor with what this browser did; viewed are products, oldest first.

    Whoever only typed an address is not known: otherwise anybody could type somebody's and see what they buy.
    """

    contact_id: int | None = None
    visits_count: int = 0
    viewed: tuple[int, ...] = ()

    @property
    def is_nobody(self) -> bool:
        return self == Guest()


def guest_of(visitor_id: UUID | None, user_id: int | None) -> Guest:
    """Return who is looking; the customer who logged in comes before what the browser says. At most three queries."""
    if user_id is not None:
        rows = sql.fetch_all(
            """
            SELECT c.id, COALESCE(t.visits_count, 0) FROM automation_contact c
            LEFT JOIN automation_contacttotals t ON t.contact_id = c.id WHERE c.user_id = %s
            """,
            [user_id],
        )
        if rows:
            return Guest(contact_id=rows[0][0], visits_count=rows[0][1])
    if visitor_id is None:
        return Guest()
    rows = sql.fetch_all(
        """
        SELECT c.id, COALESCE(CASE WHEN c.id IS NULL THEN v.visits_count ELSE t.visits_count END, 0)
        FROM automation_visitor v
        LEFT JOIN automation_contact c ON c.id = v.contact_id AND v.is_proven
        LEFT JOIN automation_contacttotals t ON t.contact_id = c.id
        WHERE v.id = %s
        """,
        [visitor_id],
    )
    if not rows:
        return Guest()
    contact_id, visits_count = rows[0]
    if contact_id is not None:
        return Guest(contact_id=contact_id, visits_count=visits_count)
    viewed = sql.fetch_all(
        """
        SELECT product_id FROM automation_visitorproduct WHERE visitor_id = %s
        ORDER BY last_viewed_at DESC, product_id LIMIT %s
        """,
        [visitor_id, MOST_VIEWED],
    )
    return Guest(visits_count=visits_count, viewed=tuple(row[0] for row in reversed(viewed)))
