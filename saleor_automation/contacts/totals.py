"""Keep the running totals of contacts up to date with the events of a batch."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..core import sql
from ..events.kinds import EventKind
from ..events.log import StoredEvent
from .visits import is_new_visit


@dataclass(slots=True)
class Totals:
    """One row of ContactTotals, in the order of its columns."""

    orders_count: int
    first_order_at: datetime | None
    last_order_at: datetime | None
    cancelled_count: int
    carts_abandoned_count: int
    last_cart_abandoned_at: datetime | None
    visits_count: int
    last_visit_at: datetime | None
    views_count: int
    last_view_at: datetime | None
    messages_count: int
    last_message_at: datetime | None
    opens_count: int
    last_open_at: datetime | None
    clicks_count: int
    last_click_at: datetime | None


@dataclass(slots=True)
class ProductSums:
    views: int = 0
    viewed_at: datetime | None = None
    bought: int = 0
    bought_at: datetime | None = None


@dataclass(slots=True)
class Sums:
    """What the batch adds beside the totals: money by (contact, currency), products by (contact, product).

    products is None where somebody else keeps them; see products_left_out.
    """

    money: dict[tuple[int, str], list[Any]]
    products: dict[tuple[int, int], ProductSums] | None


COLUMNS = {field.name: "timestamptz" if field.name.endswith("_at") else "int" for field in fields(Totals)}


_leaves_products_out: ContextVar[bool] = ContextVar("leaves_products_out", default=False)


@contextmanager
def products_left_out() -> Iterator[None]:
    """Do not count what people did with single products inside the block.

    A simulation reads that from the log, as of its own moment, for the few it asks about.
    """
    token = _leaves_products_out.set(True)
    try:
        yield
    finally:
        _leaves_products_out.reset(token)


def count(events: Sequence[StoredEvent]) -> None:
    """Add the events that have a contact to the totals, in the order given.

    The contacts must be locked (lock_contacts). Four statements whatever the number of events.
    """
    relevant = [event for event in events if event.contact_id is not None and event.kind in _COUNTERS]
    if not relevant:
        return
    totals = _load({event.contact_id for event in relevant if event.contact_id is not None})
    products = None if _leaves_products_out.get() else defaultdict[tuple[int, int], ProductSums](ProductSums)
    sums = Sums(money=defaultdict(lambda: [0, Decimal(0)]), products=products)
    for event in relevant:
        row = totals.get(event.contact_id or 0)
        if row is not None:
            _COUNTERS[event.kind](row, event, sums)
    _store(totals, sums)


def _order_placed(row: Totals, event: StoredEvent, sums: Sums) -> None:
    row.orders_count += 1
    row.first_order_at = _earliest(row.first_order_at, event.occurred_at)
    row.last_order_at = _latest(row.last_order_at, event.occurred_at)
    _add_order(event, sums, 1)


def _order_cancelled(row: Totals, event: StoredEvent, sums: Sums) -> None:
    row.orders_count = max(0, row.orders_count - 1)
    row.cancelled_count += 1
    if event.data.get("takes_off", True):
        _add_order(event, sums, -1)


def _order_refunded(row: Totals, event: StoredEvent, sums: Sums) -> None:
    if event.data.get("takes_off", True):
        _add_order(event, sums, -1)


def _add_order(event: StoredEvent, sums: Sums, sign: int) -> None:
    contact_id = event.contact_id or 0  # count() lets only events with a contact through
    money = sums.money[(contact_id, event.data["currency"])]
    money[0] += sign
    money[1] += sign * Decimal(event.data["gross"])
    if sums.products is None:
        return
    for line in event.data["lines"]:
        if line["product_id"] is not None:
            product = sums.products[(contact_id, line["product_id"])]
            product.bought += sign * line["quantity"]
            if sign > 0:
                product.bought_at = _latest(product.bought_at, event.occurred_at)


def _cart_abandoned(row: Totals, event: StoredEvent, sums: Sums) -> None:
    row.carts_abandoned_count += 1
    row.last_cart_abandoned_at = _latest(row.last_cart_abandoned_at, event.occurred_at)


def _page_viewed(row: Totals, event: StoredEvent, sums: Sums) -> None:
    if is_new_visit(row.last_visit_at, event.occurred_at):
        row.visits_count += 1
    row.last_visit_at = _latest(row.last_visit_at, event.occurred_at)


def _product_viewed(row: Totals, event: StoredEvent, sums: Sums) -> None:
    _page_viewed(row, event, sums)
    row.views_count += 1
    row.last_view_at = _latest(row.last_view_at, event.occurred_at)
    if sums.products is not None and event.contact_id is not None and event.product_id is not None:
        product = sums.products[(event.contact_id, event.product_id)]
        product.views += 1
        product.viewed_at = _latest(product.viewed_at, event.occurred_at)


def _message_sent(row: Totals, event: StoredEvent, sums: Sums) -> None:
    row.messages_count += 1
    row.last_message_at = _latest(row.last_message_at, event.occurred_at)


def _message_opened(row: Totals, event: StoredEvent, sums: Sums) -> None:
    if not event.data.get("machine"):
        row.opens_count += 1
        row.last_open_at = _latest(row.last_open_at, event.occurred_at)


def _message_clicked(row: Totals, event: StoredEvent, sums: Sums) -> None:
    if not event.data.get("machine"):
        row.clicks_count += 1
        row.last_click_at = _latest(row.last_click_at, event.occurred_at)


_COUNTERS: dict[str, Callable[[Totals, StoredEvent, Sums], None]] = {
    EventKind.ORDER_PLACED: _order_placed,
    EventKind.ORDER_CANCELLED: _order_cancelled,
    EventKind.ORDER_REFUNDED: _order_refunded,
    EventKind.CHECKOUT_ABANDONED: _cart_abandoned,
    EventKind.PAGE_VIEWED: _page_viewed,
    EventKind.PRODUCT_VIEWED: _product_viewed,
    EventKind.MESSAGE_SENT: _message_sent,
    EventKind.MESSAGE_OPENED: _message_opened,
    EventKind.MESSAGE_CLICKED: _message_clicked,
}


def _load(contact_ids: set[int]) -> dict[int, Totals]:
    names = ", ".join(COLUMNS)
    rows = sql.fetch_all(
        f"SELECT contact_id, {names} FROM automation_contacttotals WHERE contact_id = ANY(%s)",  # noqa: S608
        [sorted(contact_ids)],
    )
    return {row[0]: Totals(*row[1:]) for row in rows}


def _store(totals: dict[int, Totals], sums: Sums) -> None:
    rows = [(contact_id, *(getattr(row, name) for name in COLUMNS)) for contact_id, row in sorted(totals.items())]
    sql.update_rows("automation_contacttotals", ("contact_id", "bigint"), COLUMNS, rows)
    sql.insert_rows(
        "automation_contactmoney AS t",
        {"contact_id": "bigint", "currency": "text", "orders_count": "int", "spent_amount": "numeric"},
        [(*key, *values) for key, values in sorted(sums.money.items())],
        on_conflict="""(contact_id, currency) DO UPDATE
            SET orders_count = t.orders_count + EXCLUDED.orders_count,
                spent_amount = t.spent_amount + EXCLUDED.spent_amount""",
    )
    sql.insert_rows(
        "automation_contactproduct AS t",
        {
            "contact_id": "bigint",
            "product_id": "int",
            "views_count": "int",
            "last_viewed_at": "timestamptz",
            "bought_quantity": "int",
            "last_bought_at": "timestamptz",
        },
        [
            (*key, product.views, product.viewed_at, product.bought, product.bought_at)
            for key, product in sorted((sums.products or {}).items())
        ],
        on_conflict="""(contact_id, product_id) DO UPDATE
            SET views_count = t.views_count + EXCLUDED.views_count,
                last_viewed_at = GREATEST(t.last_viewed_at, EXCLUDED.last_viewed_at),
                bought_quantity = t.bought_quantity + EXCLUDED.bought_quantity,
                last_bought_at = GREATEST(t.last_bought_at, EXCLUDED.last_bought_at)""",
    )


def _latest(known: datetime | None, moment: datetime) -> datetime:
    return moment if known is None else max(known, moment)


def _earliest(known: datetime | None, moment: datetime) -> datetime:
    return moment if known is None else min(known, moment)
