"""The dates of people that journeys count from: those the shop knows, and custom fields that hold one."""

from collections.abc import Collection
from typing import Any

from ..core import sql

SHOP_DATES = {
    "created_at": "c.created_at",
    "first_order_at": "t.first_order_at",
    "last_order_at": "t.last_order_at",
    "last_cart_abandoned_at": "t.last_cart_abandoned_at",
    # As segments work it out, so that one index serves both. Without a table's name, which no other table has either.
    "last_engaged_at": "GREATEST(last_open_at, last_click_at, last_visit_at, last_order_at)",
}
"""Where in segments.compilation.PEOPLE each of the shop's own dates is."""


def is_own_field(name: str) -> bool:
    """Tell whether a name is that of a custom field and not of one of the shop's dates."""
    return bool(name) and name not in SHOP_DATES


def dates_of(name: str, contact_ids: Collection[int]) -> dict[int, Any]:
    """Return what these people have under the name of a date, a date or a datetime; one statement.

    Who has nothing holds None or is missing.
    """
    if is_own_field(name):
        rows = sql.fetch_all(
            """
            SELECT v.contact_id, v.date_value, v.datetime_value
            FROM automation_fieldvalue v JOIN automation_customfield f ON f.id = v.field_id
            WHERE f.slug = %s AND v.contact_id = ANY(%s)
            """,
            [name, sorted(contact_ids)],
        )
        return {row[0]: row[1] or row[2] for row in rows}
    rows = sql.fetch_all(
        f"""
        SELECT c.id, {SHOP_DATES[name]} FROM automation_contact c
        LEFT JOIN automation_contacttotals t ON t.contact_id = c.id WHERE c.id = ANY(%s)
        """,  # noqa: S608
        [sorted(contact_ids)],
    )
    return dict(rows)
