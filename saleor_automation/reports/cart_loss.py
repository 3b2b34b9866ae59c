"""What carts left behind cost the shop, from its own carts or from figures typed in, and what mails could win back.

The shares a series of mails wins back are those of a study of nine million cart mails: 3 % of the carts of small
orders, 5 % of those of large ones, and the best tenth of shops three times the average (Klaviyo, "Abandoned carts
benchmarks", 2017). Without own carts, 70 % of them are taken to be left (Baymard Institute, "Cart abandonment rate
statistics", the mean of 50 studies).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import DEFAULT_DB_ALIAS, connections

from ..core.exceptions import PermanentError

USUAL_LEFT_SHARE = Decimal("0.70")
WON_BACK_SHARES: Mapping[str, Decimal] = {
    "cautious": Decimal("0.03"),
    "usual": Decimal("0.05"),
    "best": Decimal("0.12"),
}
"""Of the value of all carts that can be written to."""


@dataclass(frozen=True, slots=True)
class CartLoss:
    """One currency. left_* are carts nobody has ordered; reachable_* those of them with an e-mail address.

    won_back is what a series of mails brings in by the shares of WON_BACK_SHARES, by name.
    """

    currency: str
    carts: int
    left_carts: int
    left_value: Decimal
    reachable_carts: int
    reachable_value: Decimal

    @property
    def left_share(self) -> float:
        return self.left_carts / self.carts if self.carts else 0.0

    @property
    def won_back(self) -> dict[str, Decimal]:
        return {name: self.reachable_value * share for name, share in WON_BACK_SHARES.items()}


# A cart that may still be ordered in this very visit is not left yet.
_CARTS = """
    WITH seen AS (
        SELECT currency, total_amount, email <> '' AS is_reachable, ordered_at IS NULL AS is_left
        FROM automation_cart
        WHERE started_at >= %s AND changed_at <= %s AND total_amount > 0
    )
    SELECT currency, count(*), count(*) FILTER (WHERE is_left),
           COALESCE(sum(total_amount) FILTER (WHERE is_left), 0),
           count(*) FILTER (WHERE is_left AND is_reachable),
           COALESCE(sum(total_amount) FILTER (WHERE is_left AND is_reachable), 0)
    FROM seen GROUP BY 1 ORDER BY 2 DESC
"""


def cart_loss(days: int, idle_minutes: int, now: datetime, using: str = DEFAULT_DB_ALIAS) -> list[CartLoss]:
    """Return what the carts begun in the last days came to, by currency, the one with most carts first.

    Carts Saleor deleted before this package saw them are not known.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_CARTS, [now - timedelta(days=days), now - timedelta(minutes=idle_minutes)])
        return [CartLoss(*row) for row in cursor.fetchall()]


def loss_by_figures(
    visitors: int,
    conversion_percent: Decimal,
    order_value: Decimal,
    currency: str,
    left_share: Decimal = USUAL_LEFT_SHARE,
) -> CartLoss:
    """Return the same for figures of a month: visitors, percentage that orders, average order, share of carts left.

    Raises PermanentError for a figure that cannot be.
    """
    if visitors < 0 or order_value < 0:
        raise PermanentError("Visitors and order value cannot be below zero.")
    if not 0 <= conversion_percent <= 100:
        raise PermanentError(f"{conversion_percent} is no percentage; use a number from 0 to 100.")
    if not 0 <= left_share < 1:
        raise PermanentError(f"{left_share} is no share of carts; use a number from 0 to less than 1, such as 0.7.")
    orders = visitors * conversion_percent / 100
    carts = orders / (1 - left_share)
    left = carts - orders
    value = (left * order_value).quantize(Decimal("0.01"))
    return CartLoss(currency, round(carts), round(left), value, round(left), value)
