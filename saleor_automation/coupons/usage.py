"""What became of the coupons of policies: how many, what they brought and cost, what is left of their budget."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from .budget import amount_left
from .definition import stored_definition


@dataclass(slots=True)
class CouponUsage:
    """Counts of coupons by what became of them, money by currency.

    revenue is of the orders that used one, less what was cancelled or refunded. left_count and left_amounts are what
    may still be given; left_count is None without a limit.
    """

    issued: int = 0
    open: int = 0
    redeemed: int = 0
    revoked: int = 0
    expired: int = 0
    revenue: dict[str, Decimal] = field(default_factory=dict)
    discounts: dict[str, Decimal] = field(default_factory=dict)
    left_count: int | None = None
    left_amounts: dict[str, Decimal] = field(default_factory=dict)


_COUNTS = """
    SELECT policy_id, count(*), count(redeemed_at),
           count(*) FILTER (WHERE redeemed_at IS NULL AND revoked_at IS NOT NULL),
           count(*) FILTER (WHERE redeemed_at IS NULL AND revoked_at IS NULL AND expires_at <= %s)
    FROM automation_coupon WHERE policy_id = ANY(%s) GROUP BY policy_id
"""
_MONEY = """
    SELECT c.policy_id, COALESCE(p.currency, c.discount_currency),
           COALESCE(sum(p.gross_amount - p.refunded_amount) FILTER (WHERE p.cancelled_at IS NULL), 0),
           COALESCE(sum(c.discount_amount) FILTER (WHERE p.cancelled_at IS NULL), 0)
    FROM automation_coupon c LEFT JOIN automation_purchase p ON p.order_id = c.order_id
    WHERE c.policy_id = ANY(%s) AND c.redeemed_at IS NOT NULL GROUP BY 1, 2
"""
_POLICIES = """
    SELECT p.id, p.issued_count, p.reserved, t.definition
    FROM automation_couponpolicy p JOIN automation_couponterms t ON t.id = p.terms_id WHERE p.id = ANY(%s)
"""


def coupon_usage(policy_ids: Sequence[int], now: datetime, using: str = DEFAULT_DB_ALIAS) -> dict[int, CouponUsage]:
    """Return the usage of each policy; three statements that read all coupons of these policies."""
    usage = {policy_id: CouponUsage() for policy_id in policy_ids}
    for policy_id, issued, redeemed, revoked, expired in _rows(using, _COUNTS, [now, list(policy_ids)]):
        each = usage[policy_id]
        each.issued, each.redeemed, each.revoked, each.expired = issued, redeemed, revoked, expired
        each.open = issued - redeemed - revoked - expired
    for policy_id, currency, revenue, discount in _rows(using, _MONEY, [list(policy_ids)]):
        usage[policy_id].revenue[currency] = revenue
        usage[policy_id].discounts[currency] = discount
    for policy_id, issued_count, reserved, definition in _rows(using, _POLICIES, [list(policy_ids)]):
        parsed = stored_definition(_json(definition))
        if parsed.limit is not None:
            usage[policy_id].left_count = max(0, parsed.limit - issued_count)
        usage[policy_id].left_amounts = amount_left(parsed, _json(reserved))
    return usage


def _rows(using: str, statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
