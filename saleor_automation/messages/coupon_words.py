"""What a coupon is worth, in words of a language."""

from ..coupons.definition import (
    CheapestItemCoupon,
    ContestEntry,
    FixedCoupon,
    GiftProductCoupon,
    MembershipReward,
    PercentageCoupon,
    stored_definition,
)
from ..coupons.models import Coupon
from .formatting import money, percent
from .texts import texts_for


def coupon_worth(coupon: Coupon, language: str) -> str:
    """Return what a coupon is worth under the terms it was given, whatever its policy says today."""
    definition, texts = stored_definition(coupon.terms.definition), texts_for(language)
    match definition:
        case PercentageCoupon():
            return texts.get("percent_off", percent=percent(str(definition.percentage), language))
        case FixedCoupon():
            amounts = [money(amount, currency, language) for currency, amount in sorted(definition.amounts.items())]
            return texts.get("amount_off", amount=" / ".join(amounts))
        case CheapestItemCoupon() if definition.percentage == 100:
            return texts.get("cheapest_free")
        case CheapestItemCoupon():
            return texts.get("cheapest_percent_off", percent=percent(str(definition.percentage), language))
        case GiftProductCoupon():
            return texts.get("gift")
        case MembershipReward():
            return texts.get("membership", name=definition.tag)
        case ContestEntry():
            return texts.get("contest_entry", prize=definition.prize)
        case _:
            return texts.get("free_shipping")
