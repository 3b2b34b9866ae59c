"""Turn what the shop says of its orders into events, each turn of an order once.

The Purchase row of an order is the guard: it is locked before the shop is read, so whoever comes second sees
both the turns already told and the newest state, whatever the order in which hooks, sweep and backfill arrive.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ..core import sql
from ..shop.facts import OrderFact
from ..shop.orders import load_orders
from .kinds import EventKind
from .log import NewEvent, record


@dataclass(frozen=True, slots=True)
class Known:
    """The turns of an order that are already events, and what of its money had gone back."""

    placed_at: datetime | None
    paid_at: datetime | None
    fulfilled_at: datetime | None
    cancelled_at: datetime | None
    refunded_at: datetime | None
    erased_at: datetime | None
    refunded_amount: Decimal


TURNS = ("placed_at", "paid_at", "fulfilled_at", "cancelled_at", "refunded_at")
_PURCHASE_COLUMNS = {
    "number": "text",
    "email": "text",
    "user_id": "int",
    "channel_slug": "text",
    "currency": "text",
    "gross_amount": "numeric",
    "net_amount": "numeric",
    "refunded_amount": "numeric",
    "voucher_code": "text",
    "checkout_token": "text",
    **dict.fromkeys(TURNS, "timestamptz"),
}


def absorb_orders(order_ids: Collection[UUID], now: datetime) -> int:
    """Read these orders and record what is new about them; returns the number of new events.

    Drafts and orders that are gone leave no trace, and those of people who were erased say nothing more. Six statements
    whatever the number of orders. Must run in a transaction.
    """
    if not order_ids:
        return 0
    ids = sorted(set(order_ids))
    known = _lock_purchases(ids)
    facts = load_orders(ids)
    events: list[NewEvent] = []
    rows = []
    for order_id, fact in facts.items():
        if known[order_id].erased_at is not None:
            continue
        turns = _turns(known[order_id], fact)
        rows.append((order_id, *_purchase_values(fact), *(turns[name] for name in TURNS)))
        events += _events(known[order_id], turns, fact)
    sql.update_rows("automation_purchase", ("order_id", "uuid"), _PURCHASE_COLUMNS, rows)
    missing = [order_id for order_id in ids if order_id not in facts and known[order_id].placed_at is None]
    if missing:
        sql.execute("DELETE FROM automation_purchase WHERE order_id = ANY(%s)", [missing])
    _close_carts(facts)
    return record(events, now)


def count_known() -> int:
    """Return how many of the shop's orders have been taken in; one query over the whole table."""
    return int(sql.fetch_all("SELECT count(*) FROM automation_purchase")[0][0])


def _lock_purchases(ids: list[UUID]) -> dict[UUID, Known]:
    sql.execute(
        """
        INSERT INTO automation_purchase (order_id, number, email, channel_slug, currency, gross_amount,
                                         net_amount, voucher_code, checkout_token)
        SELECT id, '', '', '', '', 0, 0, '', '' FROM unnest(%s::uuid[]) AS v(id) ORDER BY id
        ON CONFLICT DO NOTHING
        """,
        [ids],
    )
    rows = sql.fetch_all(
        """
        SELECT order_id, placed_at, paid_at, fulfilled_at, cancelled_at, refunded_at, erased_at,
               refunded_amount
        FROM automation_purchase WHERE order_id = ANY(%s) ORDER BY order_id FOR UPDATE
        """,
        [ids],
    )
    return {row[0]: Known(*row[1:]) for row in rows}


def _turns(known: Known, fact: OrderFact) -> dict[str, datetime | None]:
    """Date each turn the order has taken.

    Saleor keeps only the time of placing. A turn seen for the first time is dated by the order's last change;
    an order that is paid when we first meet it counts as paid when placed, as most are.
    """
    first_meeting = known.placed_at is None
    return {
        "placed_at": known.placed_at or fact.created_at,
        "paid_at": known.paid_at or ((fact.created_at if first_meeting else fact.updated_at) if fact.is_paid else None),
        "fulfilled_at": known.fulfilled_at or (fact.updated_at if fact.is_fulfilled else None),
        "cancelled_at": known.cancelled_at or (fact.updated_at if fact.is_cancelled else None),
        "refunded_at": known.refunded_at or (fact.updated_at if fact.is_refunded else None),
    }


_EVENT_OF_TURN = {
    "placed_at": EventKind.ORDER_PLACED,
    "paid_at": EventKind.ORDER_PAID,
    "fulfilled_at": EventKind.ORDER_FULFILLED,
    "cancelled_at": EventKind.ORDER_CANCELLED,
    "refunded_at": EventKind.ORDER_REFUNDED,
}


def _events(known: Known, turns: dict[str, datetime | None], fact: OrderFact) -> Iterator[NewEvent]:
    is_reversed = known.cancelled_at is not None or known.refunded_at is not None
    for name, kind in _EVENT_OF_TURN.items():
        moment = turns[name]
        if moment is None or getattr(known, name) is not None:
            continue
        is_reversal = kind in (EventKind.ORDER_CANCELLED, EventKind.ORDER_REFUNDED)
        yield NewEvent(
            kind=kind,
            key=f"order:{fact.order_id}:{kind}",
            occurred_at=moment,
            email=fact.email,
            user_id=fact.user_id,
            order_id=fact.order_id,
            # Refunded and cancelled both take the money off the totals, but only whichever comes first.
            data=_order_data(fact) | ({"takes_off": not is_reversed} if is_reversal else {}),
        )
        is_reversed = is_reversed or is_reversal
    if fact.refunded_amount > known.refunded_amount and not fact.is_refunded:
        yield NewEvent(
            kind=EventKind.ORDER_PARTLY_REFUNDED,
            key=f"order:{fact.order_id}:{EventKind.ORDER_PARTLY_REFUNDED}:{fact.refunded_amount.normalize():f}",
            occurred_at=fact.updated_at,
            email=fact.email,
            user_id=fact.user_id,
            order_id=fact.order_id,
            data=_order_data(fact) | {"refunded": str(fact.refunded_amount)},
        )


def _order_data(fact: OrderFact) -> dict[str, object]:
    """What stays known of the order in the log, as it was then."""
    return {
        "number": fact.number,
        "channel": fact.channel_slug,
        "currency": fact.currency,
        "gross": str(fact.total_gross),
        "net": str(fact.total_net),
        "voucher_code": fact.voucher_code,
        "checkout_id": fact.checkout_token,
        "first_name": fact.first_name,
        "last_name": fact.last_name,
        "language": fact.language_code,
        "country": fact.country_code,
        "country_area": fact.country_area,
        "city": fact.city,
        "postal_code": fact.postal_code,
        "lines": [
            {
                "product_id": line.product_id,
                "variant_id": line.variant_id,
                "quantity": line.quantity,
                "amount": str(line.amount),
            }
            for line in fact.lines
        ],
    }


def _purchase_values(fact: OrderFact) -> tuple[object, ...]:
    return (
        fact.number,
        fact.email,
        fact.user_id,
        fact.channel_slug,
        fact.currency,
        fact.total_gross,
        fact.total_net,
        fact.refunded_amount,
        fact.voucher_code,
        fact.checkout_token,
    )


def _close_carts(facts: dict[UUID, OrderFact]) -> None:
    """Stop the timers of the checkouts these orders came from."""
    pairs = [(token, fact.created_at) for fact in facts.values() if (token := _checkout_id(fact))]
    if pairs:
        sql.execute(
            """
            UPDATE automation_cart t SET ordered_at = v.ordered_at, idle_at = NULL
            FROM unnest(%s::uuid[], %s::timestamptz[]) AS v(checkout_id, ordered_at)
            WHERE t.checkout_id = v.checkout_id AND t.ordered_at IS NULL
            """,
            [[pair[0] for pair in pairs], [pair[1] for pair in pairs]],
        )


def _checkout_id(fact: OrderFact) -> UUID | None:
    """Return the checkout an order came from; imported orders may carry any text there, or none."""
    try:
        return UUID(fact.checkout_token)
    except ValueError:
        return None
