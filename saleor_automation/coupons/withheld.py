"""What somebody who is held out would have been told about a coupon: decided without giving, locking or counting one.

A policy that is used up is used up for them as well. That no channel of the shop can use a coupon is not looked at:
finding out would open the voucher, and publishing a journey has checked it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from ..core.clock import zone_of
from .budget import room
from .expiry import expiry
from .issuing import CouponRequest, Refusal, coupon_ids, holders_of, refusal_of
from .lock_objects import LockedPolicy, read_policies
from .usable import usable_coupons

NO_COUPON = "no_coupon"


class Imagined(NamedTuple):
    """A coupon that a mail which was withheld would have shown, and when for the first time."""

    key: str
    policy: str
    contact_id: int
    shown_at: datetime


def refusals_without_giving(
    requests: Sequence[CouponRequest], imagined: Sequence[Imagined], zones: Mapping[int, str], now: datetime
) -> dict[str, str]:
    """Return why each key would have no good coupon now; one that would have one is missing.

    imagined are those of earlier mails; zones the people's time zones. Coupons that were really given count as such.
    """
    given = coupon_ids([request.key for request in requests])
    usable = {coupon.key for coupon in usable_coupons(given.values(), now)} if given else set()
    refused: dict[str, str] = dict.fromkeys(set(given) - usable, NO_COUPON)
    asked: dict[str, list[CouponRequest]] = defaultdict(list)
    for request in requests:
        if request.key not in given:
            asked[request.policy].append(request)
    if not asked:
        return refused
    policies = read_policies([*asked, *(each.policy for each in imagined)])
    holders = holders_of(policies, asked, now)
    open_keys: set[str] = set()
    for each in imagined:
        policy = policies.get(each.policy)
        if policy is not None and _is_open(policy, each.shown_at, zones.get(each.contact_id, ""), now):
            open_keys.add(each.key)
            holders[policy.id].add(each.contact_id)
    shown = {each.key for each in imagined}
    for slug, wanted in asked.items():
        policy = policies.get(slug)
        for request in wanted:
            if request.key in shown:
                reason = None if request.key in open_keys else NO_COUPON
            else:
                reason = refusal_of(policy, now) or _limit(policy, request, holders)
            if reason is not None:
                refused[request.key] = str(reason)
    return refused


def _is_open(policy: LockedPolicy, shown_at: datetime, zone: str, now: datetime) -> bool:
    """Tell whether a coupon first shown at a moment would still be good, by the terms of today."""
    valid_days = getattr(policy.definition, "valid_days", None)
    if valid_days is None:
        return True
    own_zone = zone_of(zone, getattr(policy.definition, "time_zone", ""))
    return expiry(shown_at, valid_days, own_zone).ends_at > now


def _limit(policy: LockedPolicy | None, request: CouponRequest, holders: Mapping[int, set[int]]) -> Refusal | None:
    if policy is None:
        return None
    if policy.definition.once_per_customer and request.contact_id in holders.get(policy.id, ()):
        return Refusal.ALREADY_GIVEN
    left = room(policy.definition, policy.issued_count, policy.reserved)
    return Refusal.BUDGET_EXHAUSTED if left is not None and left <= 0 else None
