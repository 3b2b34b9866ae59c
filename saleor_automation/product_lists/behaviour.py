"""What contacts did, read for thousands of them at once: one statement for each question."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from ..core import sql
from .sources.base import DEPTH

VIEWS_LOOKED_AT = 50
"""Products a contact looked at that are considered, last seen first."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class View:
    """A product a contact looked at: how often, when last, and when they last bought it."""

    product_id: int
    count: int
    last_at: datetime
    bought_at: datetime | None


@dataclass(frozen=True, slots=True)
class BoughtProduct:
    product_id: int
    count: int


@dataclass(frozen=True, slots=True)
class GroupVisit:
    """A category, brand or product a contact looked at as such, or asked to hear about."""

    kind: str
    value: str
    count: int
    last_at: datetime | None
    is_followed: bool


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """Where a product belongs; price is that of one of its channels, good for comparing only."""

    category_id: int | None
    brand: str
    price: Decimal | None


def views(contact_ids: Sequence[int], now: datetime) -> Mapping[int, list[View]]:
    """Return what each contact looked at, last seen first."""
    return _by_contact(
        View,
        """
        SELECT c.id, p.product_id, p.views_count, p.last_viewed_at, p.last_bought_at
        FROM unnest(%s::bigint[]) AS c(id)
        CROSS JOIN LATERAL (
            SELECT product_id, views_count, last_viewed_at,
                   CASE WHEN bought_quantity > 0 THEN last_bought_at END AS last_bought_at
            FROM automation_contactproduct WHERE contact_id = c.id AND last_viewed_at <= %s
            ORDER BY last_viewed_at DESC, views_count DESC, product_id LIMIT %s
        ) p
        ORDER BY c.id, p.last_viewed_at DESC, p.views_count DESC, p.product_id
        """,
        [list(contact_ids), now, VIEWS_LOOKED_AT],
    )


def bought(contact_ids: Sequence[int], now: datetime) -> Mapping[int, list[BoughtProduct]]:
    """Return what each contact bought and kept, latest first."""
    return _by_contact(
        BoughtProduct,
        """
        SELECT c.id, p.product_id, p.bought_quantity FROM unnest(%s::bigint[]) AS c(id)
        CROSS JOIN LATERAL (
            SELECT product_id, last_bought_at, bought_quantity FROM automation_contactproduct
            WHERE contact_id = c.id AND bought_quantity > 0 AND last_bought_at <= %s
            ORDER BY last_bought_at DESC, bought_quantity DESC, product_id LIMIT %s
        ) p
        ORDER BY c.id, p.last_bought_at DESC, p.bought_quantity DESC, p.product_id
        """,
        [list(contact_ids), now, DEPTH],
    )


def owned(contact_ids: Sequence[int], now: datetime) -> Mapping[int, frozenset[int]]:
    """Return all products each contact bought and kept."""
    return _sets(
        """
        SELECT contact_id, array_agg(product_id) FROM automation_contactproduct
        WHERE contact_id = ANY(%s) AND bought_quantity > 0 AND last_bought_at <= %s GROUP BY contact_id
        """,
        [list(contact_ids), now],
    )


def shown(contact_ids: Sequence[int], since: datetime) -> Mapping[int, frozenset[int]]:
    """Return what lists in our mails showed each contact since."""
    return _sets(
        """
        SELECT contact_id, array_agg(DISTINCT product_id) FROM automation_shownproduct
        WHERE contact_id = ANY(%s) AND shown_at >= %s AND list_slug <> '' GROUP BY contact_id
        """,
        [list(contact_ids), since],
    )


def interests(contact_ids: Sequence[int]) -> Mapping[int, list[GroupVisit]]:
    """Return the categories, brands and products each contact visited as such or follows."""
    return _by_contact(
        GroupVisit,
        """
        SELECT contact_id, kind, value, views_count, last_viewed_at, followed_at IS NOT NULL
        FROM automation_contactinterest WHERE contact_id = ANY(%s)
        """,
        [list(contact_ids)],
    )


def open_carts(contact_ids: Sequence[int], most: int) -> Mapping[int, list[UUID]]:
    """Return the checkouts of each contact that became no order, latest change first."""
    found: dict[int, list[UUID]] = defaultdict(list)
    if contact_ids:
        rows = sql.fetch_all(
            """
            SELECT c.id, k.checkout_id FROM automation_contact c
            CROSS JOIN LATERAL (
                SELECT checkout_id, changed_at FROM automation_cart
                WHERE email = c.email AND email <> '' AND ordered_at IS NULL
                ORDER BY changed_at DESC NULLS LAST LIMIT %s
            ) k
            WHERE c.id = ANY(%s) ORDER BY c.id, k.changed_at DESC NULLS LAST, k.checkout_id
            """,
            [most, list(contact_ids)],
        )
        for contact_id, checkout_id in rows:
            found[contact_id].append(checkout_id)
    return found


def latest_orders(contact_ids: Sequence[int], now: datetime) -> dict[int, UUID]:
    """Return the last order of each contact that was not cancelled."""
    if not contact_ids:
        return {}
    rows = sql.fetch_all(
        """
        SELECT c.id, p.order_id FROM unnest(%s::bigint[]) AS c(id)
        CROSS JOIN LATERAL (
            SELECT order_id FROM automation_purchase
            WHERE contact_id = c.id AND placed_at <= %s AND cancelled_at IS NULL ORDER BY placed_at DESC LIMIT 1
        ) p
        """,
        [list(contact_ids), now],
    )
    return dict(rows)


def groups(product_ids: Collection[int]) -> dict[int, ProductGroup]:
    """Return where these products belong, of those the shop ever had on its shelf."""
    if not product_ids:
        return {}
    rows = sql.fetch_all(
        """
        SELECT DISTINCT ON (product_id) product_id, category_id, brand, price_amount
        FROM automation_shelfitem WHERE product_id = ANY(%s) ORDER BY product_id, channel_slug
        """,
        [sorted(product_ids)],
    )
    return {row[0]: ProductGroup(*row[1:]) for row in rows}


def _by_contact(kind: type[Row], statement: str, params: Sequence[Any]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    if params[0]:
        for contact_id, *values in sql.fetch_all(statement, params):
            found[contact_id].append(kind(*values))
    return found


def _sets(statement: str, params: Sequence[Any]) -> Mapping[int, frozenset[int]]:
    if not params[0]:
        return {}
    return {contact_id: frozenset(values) for contact_id, values in sql.fetch_all(statement, params)}
