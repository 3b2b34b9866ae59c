"""Which coupons can still be used, in our books and in the shop's."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from ..shop.voucher_codes import usable_codes
from .models import Coupon


def usable_coupons(coupon_ids: Collection[int], now: datetime) -> list[Coupon]:
    """Return those coupons that are good now, with their policy and terms; two queries."""
    coupons = list(
        Coupon.objects.select_related("policy", "terms").filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now), pk__in=coupon_ids, redeemed_at=None, revoked_at=None
        )
    )
    codes = [coupon.code for coupon in coupons if coupon.code and coupon.voucher_id is not None]
    usable = usable_codes(codes, now) if codes else set()
    return [coupon for coupon in coupons if coupon.voucher_id is None or coupon.code in usable]
