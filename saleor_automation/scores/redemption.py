"""Spend points on a reward, and give or correct points by hand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from ..contacts.lock_objects import lock_contacts
from ..core import sql
from ..core.exceptions import Conflict, NotFound, PermanentError
from ..coupons.issuing import CouponRequest, NoCoupon, decide, grant
from ..coupons.models import Coupon
from .models import PointsEntry, Programme, Reward
from .points import CORRECTION, GIFT, REDEEMED, PointsMovement, balances_of, confirmed_points, move

MOST_POINTS = 1_000_000_000
MAX_KEY = 60


@dataclass(frozen=True, slots=True)
class Redemption:
    """What a contact got for points; is_new is False if the same key had bought it before."""

    entry: PointsEntry
    coupon: Coupon
    is_new: bool


@transaction.atomic
def redeem(contact_id: int, reward_slug: str, key: str, source: str, now: datetime) -> Redemption:
    """Take the points of a reward and give its coupon, both or neither.

    key, chosen by the caller, makes asking twice give the same code for the points of one; an empty key is always a
    new wish. The contact is locked first, so two wishes at once cannot spend the same points.
    Raises NotFound for an unknown contact or reward, Conflict if the programme or the reward is off, the points do
    not suffice or no code can be given, PermanentError if the key is too long.
    """
    if len(key) > MAX_KEY:
        raise PermanentError(f"The key has {len(key)} characters; use at most {MAX_KEY}.")
    _lock(contact_id)
    key = f"redeem:{contact_id}:{key or uuid4().hex}"
    done = PointsEntry.objects.filter(key=key).select_related("reward").first()
    if done is not None:
        if done.reward is None or done.reward.slug != reward_slug:
            raise Conflict("This key has bought another reward already; use a new key for a new wish.")
        return Redemption(done, Coupon.objects.get(pk=done.coupon_id or 0), is_new=False)
    reward = _reward(reward_slug)
    available = confirmed_points(contact_id)
    if available < reward.points:
        raise Conflict(f"Reward {reward_slug!r} costs {reward.points} points and {max(0, available)} are confirmed.")
    try:
        coupon = grant(CouponRequest(key, reward.policy_slug, contact_id, enrollment_id=None), now)
    except NoCoupon as error:
        raise Conflict(f"Reward {reward_slug!r} cannot be given and no points were taken: {error}") from error
    movement = PointsMovement(
        key=key,
        contact_id=contact_id,
        kind=REDEEMED,
        occurred_at=now,
        confirmed=-reward.points,
        reward_id=reward.pk,
        coupon_id=coupon.pk,
        reason=reward.name,
        source=source,
    )
    move([movement], now)
    return Redemption(PointsEntry.objects.get(key=key), coupon, is_new=True)


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody whose points are to become a reward; the key makes asking twice do it once."""

    key: str
    contact_id: int


def redeem_many(reward_slug: str, wishes: Sequence[Wish], source: str, now: datetime) -> dict[str, str]:
    """Turn points of many people into a reward and return the coupon policy by the key of each wish that came true.

    Left out are those whose points do not suffice and those for whom there is no coupon; nobody pays for nothing, and
    without the reward or the programme nobody gets anything. The contacts must be locked (lock_contacts). A constant
    number of statements.
    """
    reward = open_rewards([reward_slug]).get(reward_slug)
    if reward is None:
        return {}
    balances = balances_of([wish.contact_id for wish in wishes])
    affordable = []
    for wish in wishes:
        if balances.get(wish.contact_id, 0) >= reward.points:
            balances[wish.contact_id] -= reward.points
            affordable.append(wish)
    # No run stands behind these coupons: points were paid for them, so no exit takes them back.
    requests = [CouponRequest(wish.key, reward.policy_slug, wish.contact_id, None) for wish in affordable]
    given = decide(requests, now).ids if requests else {}
    move(
        [
            PointsMovement(
                key=wish.key,
                contact_id=wish.contact_id,
                kind=REDEEMED,
                occurred_at=now,
                confirmed=-reward.points,
                reward_id=reward.pk,
                coupon_id=given[wish.key],
                reason=reward.name,
                source=source,
            )
            for wish in affordable
            if wish.key in given
        ],
        now,
    )
    return dict.fromkeys(given, reward.policy_slug)


def open_rewards(slugs: Collection[str]) -> dict[str, Reward]:
    """Return those of these rewards that can be had now, by slug; none while the programme is off."""
    if not Programme.objects.filter(is_active=True).exists():
        return {}
    return {reward.slug: reward for reward in Reward.objects.filter(slug__in=slugs, is_active=True)}


def _reward(slug: str) -> Reward:
    reward = Reward.objects.filter(slug=slug).first()
    if reward is None:
        raise NotFound(f"There is no reward {slug!r}.")
    if not reward.is_active:
        raise Conflict(f"Reward {slug!r} is switched off; choose another.")
    if not Programme.objects.filter(is_active=True).exists():
        raise Conflict("The loyalty programme is switched off; points can be spent when it is on again.")
    return reward


@transaction.atomic
def adjust(contact_ids: Sequence[int], points: int, reason: str, source: str, key: str, now: datetime) -> int:
    """Give contacts points by hand, or take them with a negative number; returns how many moved.

    Taking may leave a contact below zero. What is given expires like points of an order, and counts for no tier.
    The key makes the same adjustment happen once for each contact.
    Raises PermanentError without points or reason, NotFound if a contact is gone.
    """
    if not 1 <= abs(points) <= MOST_POINTS:
        raise PermanentError(f"An adjustment of {points} points; give 1 to {MOST_POINTS}, or take as many.")
    if not reason.strip() or len(reason) > 250:
        raise PermanentError("Say why the points change, in 1 to 250 characters.")
    _lock(*contact_ids)
    days = Programme.objects.order_by("pk").values_list("expires_after_days", flat=True).first()
    is_gift = points > 0
    return move(
        [
            PointsMovement(
                key=(movement_key := f"adjust:{key}:{contact_id}"),
                contact_id=contact_id,
                kind=GIFT if is_gift else CORRECTION,
                occurred_at=now,
                confirmed=points,
                lot=movement_key if is_gift else "",
                reason=reason.strip(),
                source=source,
                expires_at=now + timedelta(days=days) if is_gift and days is not None else None,
            )
            for contact_id in sorted(set(contact_ids))
        ],
        now,
    )


def _lock(*contact_ids: int) -> None:
    lock_contacts(contact_ids)
    found = sql.fetch_all("SELECT id FROM automation_contact WHERE id = ANY(%s)", [list(contact_ids)])
    missing = sorted(set(contact_ids) - {row[0] for row in found})
    if missing:
        raise NotFound(f"There is no contact with the id {missing[0]}.")
