"""What orders say of coupons: used, or, which Saleor leaves to the merchant, good again."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ..core import sql
from ..shop.discounts import voucher_discounts
from ..shop.voucher_codes import active_codes
from .models import Coupon


def redeem(orders: Sequence[tuple[str, object, datetime]]) -> dict[object, Coupon]:
    """Mark the coupons these orders used and return them by order; each is (voucher code, order id, when).

    What the coupon took off is read from the shop. Constant number of statements. Must run in a transaction.
    """
    by_code = {code: (order_id, at) for code, order_id, at in orders if code}
    if not by_code:
        return {}
    coupons = list(Coupon.objects.filter(code__in=by_code, redeemed_at=None).select_for_update().order_by("pk"))
    if not coupons:
        return {}
    discounts = voucher_discounts([UUID(str(by_code[coupon.code or ""][0])) for coupon in coupons])
    currencies = _currencies([UUID(str(by_code[coupon.code or ""][0])) for coupon in coupons])
    for coupon in coupons:
        coupon.order_id, coupon.redeemed_at = by_code[coupon.code or ""]  # type: ignore[assignment]
        order_id = UUID(str(coupon.order_id))
        coupon.discount_amount = discounts.get(order_id, Decimal(0))
        coupon.discount_currency = currencies.get(order_id, "")
        coupon.remind_at, coupon.settle_at = None, coupon.redeemed_at
    Coupon.objects.bulk_update(
        coupons, ["order_id", "redeemed_at", "discount_amount", "discount_currency", "remind_at", "settle_at"]
    )
    return {coupon.order_id: coupon for coupon in coupons}


def _currencies(order_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = sql.fetch_all(
        "SELECT order_id, currency FROM automation_purchase WHERE order_id = ANY(%s)", [list(order_ids)]
    )
    return dict(rows)


def give_back(cancelled_order_ids: Sequence[UUID], now: datetime) -> int:
    """Make coupons of cancelled orders unused again where the shop takes their code again; returns how many.

    Saleor does not release a single-use code when an order is cancelled or expires, in any version we know: the use
    stands until the merchant sets the code active. Must run in a transaction.
    """
    if not cancelled_order_ids:
        return 0
    rows = sql.fetch_all(
        "SELECT code FROM automation_coupon WHERE order_id = ANY(%s) AND redeemed_at IS NOT NULL AND code IS NOT NULL",
        [list(cancelled_order_ids)],
    )
    good_again = active_codes([row[0] for row in rows]) if rows else set()
    if not good_again:
        return 0
    return sql.execute(
        """
        UPDATE automation_coupon SET redeemed_at = NULL, order_id = NULL, settle_at = %s
        WHERE id IN (SELECT id FROM automation_coupon WHERE code = ANY(%s) ORDER BY id FOR NO KEY UPDATE)
        """,
        [now, sorted(good_again)],
    )
