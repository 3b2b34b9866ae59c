"""How many more coupons a policy may give. Pure; the row of the policy is locked by whoever asks.

A coupon that is open is counted with the most it can cost, one that was used with what it did cost, one that was
taken back or ran out with nothing. So the budget is never exceeded by more than a used coupon exceeds its estimate.
"""

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal

from .definition import CouponDefinition
from .models import Counted

Reserved = Mapping[str, str]
"""Money by currency as it is stored: {"EUR": "125.00"}."""


def room(definition: CouponDefinition, issued_count: int, reserved: Reserved) -> int | None:
    """Return how many more coupons may be given, or None if there is no limit."""
    limits: list[int] = []
    if definition.limit is not None:
        limits.append(definition.limit - issued_count)
    for currency, amount in definition.budgets.items():
        left = amount - Decimal(reserved.get(currency, "0"))
        limits.append(int((left / definition.ceilings[currency]).to_integral_value(ROUND_FLOOR)))
    return max(0, min(limits)) if limits else None


def amount_left(definition: CouponDefinition, reserved: Reserved) -> dict[str, Decimal]:
    """Return what is left of the budget, by currency."""
    return {
        currency: max(Decimal(0), amount - Decimal(reserved.get(currency, "0")))
        for currency, amount in definition.budgets.items()
    }


def cost(
    definition: CouponDefinition, counted: str, discount_amount: Decimal | None, discount_currency: str
) -> dict[str, Decimal]:
    """Return what a coupon counts for, by currency, in a state of Counted."""
    match counted:
        case Counted.HELD:
            return dict(definition.ceilings)
        case Counted.SPENT if discount_amount is not None:
            return {discount_currency: discount_amount}
        case _:
            return {}


def added(reserved: Reserved, change: Mapping[str, Decimal]) -> dict[str, str]:
    """Return the stored sums after a change."""
    currencies = {*reserved, *change}
    sums = {each: Decimal(reserved.get(each, "0")) + change.get(each, Decimal(0)) for each in sorted(currencies)}
    return {currency: f"{amount.normalize():f}" for currency, amount in sums.items() if amount}
