"""Remember which products a message showed: for "already shown lately", and for a click on one that is gone."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..core import sql
from ..shop.facts import ProductCard

KEPT = timedelta(days=120)
"""Longer than the longest "already shown lately", and than most people take to click."""

BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Showing:
    """What one message showed; list_slug is empty for cart and order lines."""

    message_id: int
    contact_id: int
    channel_slug: str
    list_slug: str
    cards: tuple[ProductCard, ...]


@dataclass(frozen=True, slots=True)
class LinkedProduct:
    product_id: int
    variant_id: int | None
    channel_slug: str


def remember(showings: Iterable[Showing], now: datetime) -> None:
    """Write down what messages show, in one statement; a message that is made again replaces what it showed."""
    showings = list(showings)
    rows = [
        (
            showing.message_id,
            showing.contact_id,
            card.product_id,
            card.variant_id,
            showing.channel_slug,
            showing.list_slug,
            url_code(card.url),
            now,
        )
        for showing in showings
        for card in showing.cards
    ]
    if not rows:
        return
    forget_messages({showing.message_id for showing in showings})
    sql.insert_rows(
        "automation_shownproduct",
        {
            "message_id": "bigint",
            "contact_id": "bigint",
            "product_id": "int",
            "variant_id": "int",
            "channel_slug": "text",
            "list_slug": "text",
            "url_code": "bigint",
            "shown_at": "timestamptz",
        },
        rows,
    )


def forget_messages(message_ids: Collection[int]) -> None:
    sql.execute("DELETE FROM automation_shownproduct WHERE message_id = ANY(%s)", [sorted(message_ids)])


def linked_product(message_id: int, url: str) -> LinkedProduct | None:
    """Return the product whose page a link of a message leads to, or None if it leads elsewhere."""
    rows = sql.fetch_all(
        """
        SELECT product_id, variant_id, channel_slug FROM automation_shownproduct
        WHERE message_id = %s AND url_code = %s ORDER BY id LIMIT 1
        """,
        [message_id, url_code(url)],
    )
    return LinkedProduct(*rows[0]) if rows else None


def url_code(url: str) -> int:
    """Return a 64-bit name of an address, as a column holds it; within one message two never share one by chance."""
    return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=8).digest(), signed=True)


def forget_old(now: datetime) -> int:
    """Delete one batch of what was shown long ago; returns how many rows went, 0 when nothing is left."""
    return sql.execute(
        """
        DELETE FROM automation_shownproduct WHERE id IN (
            SELECT id FROM automation_shownproduct WHERE shown_at < %s ORDER BY shown_at LIMIT %s FOR UPDATE SKIP LOCKED
        )
        """,
        [now - KEPT, BATCH],
    )
