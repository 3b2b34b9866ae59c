"""What a policy asks of the shop: its definition as the terms of a voucher."""

from datetime import datetime
from decimal import Decimal
from typing import Protocol

from ..shop.voucher_terms import VoucherTerms
from ..shop.vouchers import with_subcategories
from .definition import (
    CheapestItemCoupon,
    CouponDefinition,
    FixedCoupon,
    FreeShippingCoupon,
    GiftProductCoupon,
    PercentageCoupon,
    Scope,
    VoucherReward,
)


class Policy(Protocol):
    """What a voucher has to know of a policy, locked or only planned."""

    @property
    def slug(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def definition(self) -> CouponDefinition: ...


def voucher_terms(policy: Policy, ends_at: datetime, now: datetime, only_product: int | None = None) -> VoucherTerms:
    """Return the terms of the voucher that coupons of this policy with this last moment share.

    only_product narrows what they are good for to one product, where the kind can be narrowed. Categories are widened
    to all below them, read from the shop; without categories nothing is read.
    Raises TypeError for a kind that is no voucher.
    """
    definition = policy.definition
    if not isinstance(definition, VoucherReward):
        raise TypeError(f"Coupon '{policy.slug}' is a {definition.kind}, which is no voucher.")
    scope = _scope(definition)
    if only_product is not None and isinstance(definition, PercentageCoupon | FixedCoupon | CheapestItemCoupon):
        scope = Scope(products=(only_product,))
    return VoucherTerms(
        policy=policy.slug,
        name=policy.name,
        kind=definition.kind,
        value=_value(definition),
        minimum_spend=definition.minimum_spend,
        starts_at=now.replace(hour=0, minute=0, second=0, microsecond=0),
        ends_at=ends_at,
        minimum_quantity=definition.minimum_quantity,
        once_per_customer=definition.once_per_customer,
        channels=definition.channels,
        countries=definition.countries if isinstance(definition, FreeShippingCoupon) else (),
        products=scope.products,
        variants=scope.variants,
        categories=with_subcategories(scope.categories) if scope.categories else (),
        collections=scope.collections,
    )


def _value(definition: VoucherReward) -> dict[str, Decimal]:
    match definition:
        case PercentageCoupon() | CheapestItemCoupon():
            return {"percentage": definition.percentage}
        case FixedCoupon():
            return dict(definition.amounts)
        case _:
            return {}


def _scope(definition: VoucherReward) -> Scope:
    match definition:
        case PercentageCoupon() | FixedCoupon() | CheapestItemCoupon():
            return definition.applies_to
        case GiftProductCoupon():
            return definition.gift
        case _:
            return Scope()
