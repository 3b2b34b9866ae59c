"""Make and change the loyalty programme, its tiers and its rewards."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import list_currencies
from django.db import IntegrityError, transaction

from ..core.exceptions import Conflict, NotFound, PermanentError
from ..coupons.models import CouponPolicy
from .adjusting import MAX_DAYS
from .models import PointsBalance, PointsEntry, Programme, Reward, Tier
from .redemption import MOST_POINTS
from .score_editing import checked_name, checked_slug, within
from .tiers import review_everybody

MAX_RATE = Decimal(1_000)


def get_programme() -> Programme | None:
    """Return the programme of the shop, or None if there never was one."""
    return Programme.objects.order_by("pk").first()


@transaction.atomic
def update_programme(values: Mapping[str, Any], now: datetime) -> Programme:
    """Begin the programme, or change it; what values leave out stays.

    Rates, taxes and expiry are for orders met from now on; tier_days is for everybody at once.
    Raises PermanentError.
    """
    programme = Programme.objects.select_for_update().order_by("pk").first() or Programme(pk=1, starts_at=now)
    tier_days = programme.tier_days
    for name, value in values.items():
        setattr(programme, name, value)
    programme.name = checked_name("Programme", programme.name or "")
    programme.rates = _checked_rates(programme.rates)
    within("Programme: expires after days", programme.expires_after_days, 1, MAX_DAYS)
    within("Programme: tier days", programme.tier_days, 1, MAX_DAYS)
    if programme.is_active and not programme.rates:
        raise PermanentError("Programme: say how many points one unit of money is worth, in one currency at least.")
    programme.save()
    if programme.tier_days != tier_days:
        review_everybody(now)
    return programme


def _checked_rates(rates: Mapping[str, Any]) -> dict[str, str]:
    known = list_currencies()
    checked = {}
    for currency, rate in rates.items():
        if currency not in known:
            raise PermanentError(
                f"Programme: there is no currency {currency!r}; write its code in capitals, such as EUR."
            )
        try:
            number = Decimal(str(rate))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not 0 < number <= MAX_RATE or number != round(number, 4):
            raise PermanentError(
                f"Programme: {rate} points for one {currency}; use more than 0 and at most {MAX_RATE}, with 4 decimals."
            )
        checked[currency] = f"{number.normalize():f}"
    return checked


@transaction.atomic
def create_tier(values: Mapping[str, Any], now: datetime) -> Tier:
    """Create a tier; whoever has earned enough comes to it with the next pass. Raises PermanentError, Conflict."""
    checked_slug("Tier", values["slug"])
    tier = Tier(created_at=now)
    _save_tier(tier, values)
    review_everybody(now)
    return tier


@transaction.atomic
def update_tier(tier_id: int, values: Mapping[str, Any], now: datetime) -> Tier:
    """Change a tier. Raises NotFound, PermanentError, Conflict."""
    tier = lock_tier(tier_id)
    threshold = tier.threshold
    _save_tier(tier, values)
    if tier.threshold != threshold:
        review_everybody(now)
    return tier


def _save_tier(tier: Tier, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(tier, name, value)
    tier.name = checked_name(f"Tier {tier.slug!r}", tier.name)
    within(f"Tier {tier.slug!r}: threshold", tier.threshold, 1, MOST_POINTS)
    try:
        with transaction.atomic():
            tier.save()
    except IntegrityError as error:
        raise Conflict(
            f"There is another tier with the slug {tier.slug!r} or the threshold {tier.threshold}; choose another one."
        ) from error


@transaction.atomic
def delete_tier(tier_id: int) -> Tier:
    """Delete a tier nobody stands in and return it as it was. Raises NotFound, Conflict saying how many do.

    Whether a journey or segment uses it is for the caller to ask.
    """
    tier = lock_tier(tier_id)
    count = PointsBalance.objects.filter(tier=tier).count()
    if count:
        raise Conflict(
            f"{count} contacts stand in tier {tier.slug!r}; raise its threshold beyond reach, so that they leave it "
            "with the next pass, and delete it then."
        )
    Tier.objects.filter(pk=tier_id).delete()
    return tier


def lock_tier(tier_id: int) -> Tier:
    """Return a tier locked until the transaction ends. Raises NotFound."""
    tier = Tier.objects.select_for_update().filter(pk=tier_id).first()
    if tier is None:
        raise NotFound(f"There is no tier with the id {tier_id}.")
    return tier


def create_reward(values: Mapping[str, Any], now: datetime) -> Reward:
    """Create a reward. Raises PermanentError, NotFound for an unknown coupon, Conflict if the slug is taken."""
    checked_slug("Reward", values["slug"])
    reward = Reward(created_at=now)
    _fill_reward(reward, values)
    try:
        with transaction.atomic():
            reward.save()
    except IntegrityError as error:
        raise Conflict(f"There is a reward {reward.slug!r} already; change it or choose another slug.") from error
    return reward


@transaction.atomic
def update_reward(reward_id: int, values: Mapping[str, Any]) -> Reward:
    """Change a reward for wishes from now on. Raises NotFound, PermanentError."""
    reward = lock_reward(reward_id)
    _fill_reward(reward, values)
    reward.save()
    return reward


def _fill_reward(reward: Reward, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(reward, name, value)
    reward.name = checked_name(f"Reward {reward.slug!r}", reward.name)
    within(f"Reward {reward.slug!r}: points", reward.points, 1, MOST_POINTS)
    if "policy_slug" in values and not CouponPolicy.objects.filter(slug=reward.policy_slug).exists():
        raise NotFound(f"There is no coupon {reward.policy_slug!r}; create it or choose another.")


@transaction.atomic
def delete_reward(reward_id: int) -> Reward:
    """Delete a reward nobody ever got and return it as it was. Raises NotFound, Conflict saying how many did."""
    reward = lock_reward(reward_id)
    count = PointsEntry.objects.filter(reward=reward).count()
    if count:
        raise Conflict(f"Reward {reward.slug!r} was given {count} times; switch it off to keep its history.")
    Reward.objects.filter(pk=reward_id).delete()
    return reward


def lock_reward(reward_id: int) -> Reward:
    """Lock a reward until the transaction ends and return it. Raises NotFound."""
    reward = Reward.objects.select_for_update().filter(pk=reward_id).first()
    if reward is None:
        raise NotFound(f"There is no reward with the id {reward_id}.")
    return reward
