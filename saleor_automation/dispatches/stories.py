"""A contact's story in short, as the team and other systems are told it: read when it is told, for many at once."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..core import sql

LAST_ORDERS = 5


@dataclass(frozen=True, slots=True)
class Order:
    """An order that counts; amount is gross."""

    order_id: UUID
    number: str
    placed_at: datetime
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Story:
    """orders are the last ones, newest first; scores by name; points is None for whoever has no account of them."""

    contact_id: int
    email: str
    first_name: str
    last_name: str
    user_id: int | None
    language_code: str
    country_code: str
    city: str
    channel_slug: str
    created_at: datetime
    orders_count: int = 0
    points: int | None = None
    tags: list[str] = field(default_factory=list)
    scores: dict[str, int] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def read_stories(contact_ids: Collection[int]) -> dict[int, Story]:
    """Return the stories of those contacts that are there, by id; four statements."""
    ids: list[Any] = [sorted(set(contact_ids))]
    rows = sql.fetch_all(
        """
        SELECT c.id, c.email, c.first_name, c.last_name, c.user_id, c.language_code, c.country_code, c.city,
            c.channel_slug, c.created_at, COALESCE(t.orders_count, 0), p.confirmed
        FROM automation_contact c
        LEFT JOIN automation_contacttotals t ON t.contact_id = c.id
        LEFT JOIN automation_pointsbalance p ON p.contact_id = c.id
        WHERE c.id = ANY(%s)
        """,
        ids,
    )
    stories = {row[0]: Story(*row) for row in rows}
    for contact_id, tag in sql.fetch_all(
        """
        SELECT m.contact_id, t.name FROM automation_contacttag m JOIN automation_tag t ON t.id = m.tag_id
        WHERE m.contact_id = ANY(%s) ORDER BY m.contact_id, t.name
        """,
        ids,
    ):
        stories[contact_id].tags.append(tag)
    for contact_id, score, value in sql.fetch_all(
        """
        SELECT v.contact_id, s.name, v.value FROM automation_contactscore v JOIN automation_score s ON s.id = v.score_id
        WHERE v.contact_id = ANY(%s) ORDER BY v.contact_id, s.name
        """,
        ids,
    ):
        stories[contact_id].scores[score] = value
    for contact_id, *order in sql.fetch_all(
        """
        SELECT w.id, p.* FROM unnest(%s::bigint[]) AS w(id) JOIN LATERAL (
            SELECT order_id, number, placed_at, gross_amount, currency FROM automation_purchase
            WHERE contact_id = w.id AND placed_at IS NOT NULL AND cancelled_at IS NULL
            ORDER BY placed_at DESC LIMIT %s
        ) p ON TRUE
        """,
        [*ids, LAST_ORDERS],
    ):
        if contact_id in stories:
            stories[contact_id].orders.append(Order(*order))
    return stories
