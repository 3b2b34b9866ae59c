"""What the coupons of a simulation could cost at most, and how that was reckoned.

An amount off is its amount; a percentage is taken of the cart the run is about, else of the median order of the period
in the currency the person buys in, and of no less than the minimum spend. What nobody can say stays unsaid.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..core import sql
from ..coupons.definition import CouponDefinition, PercentageCoupon, VoucherReward
from ..coupons.lock_objects import definitions_of
from .options import Options

_CENT = Decimal("0.01")


def coupons_given(options: Options) -> list[dict[str, Any]]:
    """Return, by policy, how many coupons were given and their ceiling cost by currency."""
    rows = sql.fetch_all(
        """
        SELECT p.id, p.slug, p.name, c.terms_id, count(*) FROM automation_coupon c
        JOIN automation_couponpolicy p ON p.id = c.policy_id GROUP BY 1, 2, 3, 4 ORDER BY p.slug, c.terms_id
        """
    )
    definitions = definitions_of({row[3] for row in rows})
    medians = _median_orders(options) if rows else {}
    return [
        {"policy": slug, "name": name, "given": count, **_cost(policy_id, definitions[terms_id], count, medians)}
        for policy_id, slug, name, terms_id, count in rows
    ]


def _cost(policy_id: int, definition: CouponDefinition, count: int, medians: Mapping[str, Decimal]) -> dict[str, Any]:
    if definition.ceilings:
        shares = _currencies(policy_id, medians)
        known = {currency: number for currency, (number, *_) in shares.items() if currency in definition.ceilings}
        if not known:
            known = {next(iter(definition.ceilings)): count}
        costs = {currency: definition.ceilings[currency] * number for currency, number in known.items()}
        return _costs(costs, "Each could take off what its terms, or your estimate, say at most.")
    if isinstance(definition, PercentageCoupon):
        return _of_orders(policy_id, definition, medians)
    if isinstance(definition, VoucherReward):
        return _costs({}, "Its terms do not say what one costs; fill in cost_per_coupon to see it.")
    return _costs({}, "It costs nothing by itself.")


def _of_orders(policy_id: int, definition: PercentageCoupon, medians: Mapping[str, Decimal]) -> dict[str, Any]:
    costs: dict[str, Decimal] = {}
    from_carts = from_medians = 0
    for currency, (_, with_cart, without_cart) in _currencies(policy_id, medians, definition.minimum_spend).items():
        number, total = with_cart
        least = definition.minimum_spend.get(currency, Decimal(0))
        order = max(medians.get(currency, Decimal(0)), least)
        costs[currency] = (total + without_cart * order) * definition.percentage / 100
        from_carts += number
        from_medians += without_cart
    shown = ", ".join(f"{amount.quantize(_CENT)} {currency}" for currency, amount in sorted(medians.items()))
    parts = [f"{from_carts} of the cart they are about"] if from_carts else []
    parts += [f"{from_medians} of the median order of the period ({shown or 'there is none'})"] if from_medians else []
    words = f"{definition.percentage.normalize():f} %: {', '.join(parts)}; of no less than the minimum spend."
    return _costs(costs, words)


def _costs(costs: Mapping[str, Decimal], basis: str) -> dict[str, Any]:
    ceilings = [
        {"currency": currency, "amount": str(amount.quantize(_CENT))} for currency, amount in sorted(costs.items())
    ]
    return {"ceilings": ceilings, "basis": basis}


def _median_orders(options: Options) -> dict[str, Decimal]:
    rows = sql.fetch_all(
        """
        SELECT currency, (percentile_cont(0.5) WITHIN GROUP (ORDER BY gross_amount))::numeric, count(*)
        FROM automation_purchase WHERE placed_at > %s AND placed_at <= %s AND cancelled_at IS NULL
        GROUP BY 1 ORDER BY 3 DESC, 1
        """,
        [options.since, options.until],
    )
    return {row[0]: Decimal(row[1]) for row in rows}


def _currencies(
    policy_id: int, medians: Mapping[str, Decimal], minimum: Mapping[str, Decimal] | None = None
) -> dict[str, tuple[int, tuple[int, Decimal], int]]:
    """Return, by currency, how many coupons there are, those about a cart with its worth, and the others."""
    usual = next(iter(medians), "")
    rows = sql.fetch_all(
        """
        SELECT COALESCE(NULLIF(k.currency, ''), l.currency, %s) AS money, count(*), count(k.checkout_id),
               COALESCE(sum(GREATEST(k.total_amount, COALESCE((%s::jsonb ->> k.currency)::numeric, 0))), 0)
        FROM automation_coupon c
        LEFT JOIN automation_enrollment e ON e.id = c.enrollment_id
        LEFT JOIN automation_cart k ON k.checkout_id = (e.subject->>'checkout_id')::uuid AND k.total_amount > 0
        LEFT JOIN LATERAL (
            SELECT currency FROM automation_purchase p WHERE p.contact_id = c.contact_id AND placed_at <= c.issued_at
            ORDER BY placed_at DESC LIMIT 1
        ) l ON TRUE
        WHERE c.policy_id = %s GROUP BY 1 ORDER BY 1
        """,
        [usual, _json(minimum or {}), policy_id],
    )
    return {
        money: (count, (with_cart, Decimal(total)), count - with_cart)
        for money, count, with_cart, total in rows
        if money
    }


def _json(amounts: Mapping[str, Decimal]) -> str:
    pairs = ", ".join(f'"{currency}": "{amount}"' for currency, amount in amounts.items())
    return "{" + pairs + "}"
