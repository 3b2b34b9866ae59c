"""Amounts of money: in one currency, or all of them converted into the shop's reporting currency."""

from typing import Any

from .checks import ALL_CURRENCIES
from .pieces import COMPARISON, Expression
from .questions import Question, Rows, compared, leaving, row_or_zero

_NOT_CANCELLED = "p.placed_at IS NOT NULL AND p.cancelled_at IS NULL"
ORDERS = Rows(f"FROM automation_purchase p WHERE p.contact_id = c.id AND {_NOT_CANCELLED}", "p.placed_at")
_PAID_FOR = Rows(f"{ORDERS.source} AND p.refunded_at IS NULL", "p.placed_at")


def _worth(q: Question, amount: str, currency: str) -> tuple[str, str, tuple[Any, ...]]:
    """Return the amount in the asked currency, the filter on rows that count, and the parameters of the filter."""
    if q.condition.currency != ALL_CURRENCIES:
        return amount, f"{currency} = %s", (q.condition.currency,)
    if not q.known.rates:
        return amount, "FALSE", ()
    rates = " ".join(f"WHEN '{code}' THEN {rate}" for code, rate in sorted(q.known.rates.items()))
    return f"{amount} * CASE {currency} {rates} END", f"{currency} = ANY(%s)", (sorted(q.known.rates),)


def spent(q: Question) -> Expression:
    if q.cutoff is None and q.condition.currency != ALL_CURRENCIES:
        source = "FROM automation_contactmoney m WHERE m.contact_id = c.id AND m.currency = %s"
        return row_or_zero(q, "m.spent_amount", source, (q.condition.currency,))
    if q.cutoff is None:
        amount, where, params = _worth(q, "m.spent_amount", "m.currency")
        number = (
            f"COALESCE((SELECT sum({amount}) FROM automation_contactmoney m WHERE m.contact_id = c.id AND {where}), 0)"  # noqa: S608
        )
        return compared(q, number, params)
    amount, where, params = _worth(q, "p.gross_amount", "p.currency")
    rows = Rows(f"{_PAID_FOR.source} AND {where}", "p.placed_at", params).since(q.cutoff)
    return compared(q, f"COALESCE((SELECT sum({amount}) {rows.source}), 0)", rows.params, leaving(q, rows))


def order_amount(q: Question) -> Expression:
    amount, where, params = _worth(q, "p.gross_amount", "p.currency")
    compared = f"{amount} {COMPARISON[q.condition.op]} %s"
    rows = Rows(f"{ORDERS.source} AND {where} AND {compared}", "p.placed_at", (*params, q.condition.value))
    inside = rows.since(q.cutoff)
    return Expression(f"EXISTS (SELECT 1 {inside.source})", inside.params, leaving(q, inside))


def last_order_amount(q: Question) -> Expression:
    amount, where, params = _worth(q, "p.gross_amount", "p.currency")
    newest = f"{ORDERS.source} ORDER BY p.placed_at DESC, p.order_id LIMIT 1"
    number = f"(SELECT CASE WHEN {where} THEN {amount} END {newest})"
    return compared(q, number, params)


def average_order_amount(q: Question) -> Expression:
    amount, where, params = _worth(q, "m.spent_amount", "m.currency")
    average = f"sum({amount}) / NULLIF(sum(m.orders_count), 0)"
    number = f"(SELECT {average} FROM automation_contactmoney m WHERE m.contact_id = c.id AND {where})"  # noqa: S608
    return compared(q, number, params)
