"""Follow the shop's checkouts and notice when one is left alone.

Cart.idle_at is the timer. A checkout that changes moves it, an order or a deleted checkout stops it, and when it
is due the shop is read once more before anybody is called someone who forgot their cart.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from ..core import sql
from ..shop.checkouts import load_checkouts
from ..shop.facts import CheckoutFact
from .kinds import EventKind
from .log import NewEvent, record

_CART_COLUMNS = {
    "email": "text",
    "user_id": "int",
    "channel_slug": "text",
    "currency": "text",
    "total_amount": "numeric",
    "started_at": "timestamptz",
    "changed_at": "timestamptz",
    "idle_at": "timestamptz",
}


def absorb_checkouts(checkout_ids: Collection[UUID], now: datetime, cart_idle_minutes: int) -> int:
    """Read these checkouts and set their timers; returns how many are there.

    A checkout without lines or without a known e-mail has no timer. Must run in a transaction.
    """
    if not checkout_ids:
        return 0
    ids = sorted(set(checkout_ids))
    abandoned_at = _lock_carts(ids)
    facts = load_checkouts(ids)
    rows = []
    for checkout_id, fact in facts.items():
        told_at = abandoned_at[checkout_id]
        is_waiting = fact.email and fact.lines and (told_at is None or fact.changed_at > told_at)
        idle_at = fact.changed_at + timedelta(minutes=cart_idle_minutes) if is_waiting else None
        rows.append((checkout_id, *_cart_values(fact), idle_at))
    sql.update_rows("automation_cart", ("checkout_id", "uuid"), _CART_COLUMNS, rows, where="t.ordered_at IS NULL")
    gone = [checkout_id for checkout_id in ids if checkout_id not in facts]
    if gone:
        sql.execute("UPDATE automation_cart SET idle_at = NULL WHERE checkout_id = ANY(%s)", [gone])
    return len(facts)


def notice_idle_carts(now: datetime, limit: int, *, cart_idle_minutes: int) -> int:
    """Record checkout_abandoned for carts whose timer is due and that are still as they were left.

    Returns the number of timers taken. Must run in a transaction.
    """
    due = sql.fetch_all(
        """
        SELECT checkout_id, changed_at, idle_at FROM automation_cart
        WHERE idle_at <= %s ORDER BY idle_at LIMIT %s FOR UPDATE SKIP LOCKED
        """,
        [now, limit],
    )
    if not due:
        return 0
    facts = load_checkouts([row[0] for row in due])
    events, abandoned, changed = [], [], []
    for checkout_id, changed_at, idle_at in due:
        fact = facts.get(checkout_id)
        if fact is not None and fact.changed_at > changed_at:
            changed.append(checkout_id)
        elif fact is not None and fact.lines and fact.email:
            events.append(_abandoned_event(fact, idle_at))
            abandoned.append((checkout_id, idle_at))
    sql.execute("UPDATE automation_cart SET idle_at = NULL WHERE checkout_id = ANY(%s)", [[row[0] for row in due]])
    sql.update_rows("automation_cart", ("checkout_id", "uuid"), {"abandoned_at": "timestamptz"}, abandoned)
    absorb_checkouts(changed, now, cart_idle_minutes)
    record(events, now)
    return len(due)


def _lock_carts(ids: list[UUID]) -> dict[UUID, datetime | None]:
    """Lock the carts and return, for each, when it was last called abandoned."""
    sql.execute(
        """
        INSERT INTO automation_cart (checkout_id, email, channel_slug, currency, total_amount)
        SELECT id, '', '', '', 0 FROM unnest(%s::uuid[]) AS v(id) ORDER BY id
        ON CONFLICT DO NOTHING
        """,
        [ids],
    )
    rows = sql.fetch_all(
        """
        SELECT checkout_id, abandoned_at FROM automation_cart
        WHERE checkout_id = ANY(%s) ORDER BY checkout_id FOR UPDATE
        """,
        [ids],
    )
    return dict(rows)


def _cart_values(fact: CheckoutFact) -> tuple[object, ...]:
    return (
        fact.email,
        fact.user_id,
        fact.channel_slug,
        fact.currency,
        fact.total_gross,
        fact.created_at,
        fact.changed_at,
    )


def _abandoned_event(fact: CheckoutFact, idle_at: datetime) -> NewEvent:
    return NewEvent(
        kind=EventKind.CHECKOUT_ABANDONED,
        key=f"checkout:{fact.checkout_id}:abandoned",
        occurred_at=idle_at,
        email=fact.email,
        user_id=fact.user_id,
        checkout_id=fact.checkout_id,
        data={
            "channel": fact.channel_slug,
            "currency": fact.currency,
            "total": str(fact.total_gross),
            "language": fact.language_code,
            "country": fact.country_code,
            "lines": [
                {"product_id": line.product_id, "variant_id": line.variant_id, "quantity": line.quantity}
                for line in fact.lines
            ],
        },
    )
