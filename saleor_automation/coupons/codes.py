"""The coupons of policies as a list: by state, and as a file."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Q

from .models import Coupon

EXPORT_SIZE = 10_000
HEADINGS = ("code", "email", "state", "issued_at", "expires_on", "redeemed_at", "order_id", "discount", "currency")


class CouponState(models.TextChoices):
    """What became of a coupon; a used one stays used, whatever else was done with it."""

    OPEN = "open"
    REDEEMED = "redeemed"
    REVOKED = "revoked"
    EXPIRED = "expired"


def state_of(coupon: Coupon, now: datetime) -> CouponState:
    """Return what became of a coupon by now."""
    if coupon.redeemed_at is not None:
        return CouponState.REDEEMED
    if coupon.revoked_at is not None:
        return CouponState.REVOKED
    if coupon.expires_at is not None and coupon.expires_at <= now:
        return CouponState.EXPIRED
    return CouponState.OPEN


def in_states(states: Collection[str], now: datetime) -> Q:
    """Return the condition for coupons in one of these states."""
    unused = Q(redeemed_at=None, revoked_at=None)
    conditions = {
        CouponState.REDEEMED: Q(redeemed_at__isnull=False),
        CouponState.REVOKED: Q(redeemed_at=None, revoked_at__isnull=False),
        CouponState.EXPIRED: unused & Q(expires_at__lte=now),
        CouponState.OPEN: unused & (Q(expires_at=None) | Q(expires_at__gt=now)),
    }
    chosen = Q(pk__in=[])
    for state in states:
        chosen |= conditions[CouponState(state)]
    return chosen


@dataclass(frozen=True, slots=True)
class CodesFile:
    """A piece of the file; next_after asks for the one behind it, or is None at the end."""

    text: str
    count: int
    next_after: int | None


def export_codes(
    policy_id: int,
    states: Sequence[str],
    now: datetime,
    *,
    after: int = 0,
    limit: int = EXPORT_SIZE,
    using: str = DEFAULT_DB_ALIAS,
) -> CodesFile:
    """Return coupons of a policy as CSV, oldest first, with headings in the first piece; one or two statements."""
    coupons = Coupon.objects.using(using).filter(policy_id=policy_id, pk__gt=after).order_by("pk")
    if states:
        coupons = coupons.filter(in_states(states, now))
    found = list(coupons[: limit + 1])
    page = found[:limit]
    emails = _emails([coupon.contact_id for coupon in page], using)
    output = io.StringIO()
    writer = csv.writer(output)
    if not after:
        writer.writerow(HEADINGS)
    writer.writerows(_row(coupon, emails.get(coupon.contact_id, ""), now) for coupon in page)
    return CodesFile(output.getvalue(), len(page), page[-1].pk if len(found) > limit else None)


def _emails(contact_ids: Collection[int], using: str) -> dict[int, str]:
    if not contact_ids:
        return {}
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT id, email FROM automation_contact WHERE id = ANY(%s)", [sorted(set(contact_ids))])
        return dict(cursor.fetchall())


def _row(coupon: Coupon, email: str, now: datetime) -> tuple[Any, ...]:
    values = (
        coupon.code or "",
        email,
        state_of(coupon, now),
        coupon.issued_at.isoformat(),
        coupon.expires_on or "",
        coupon.redeemed_at.isoformat() if coupon.redeemed_at else "",
        coupon.order_id or "",
        coupon.discount_amount if coupon.discount_amount is not None else "",
        coupon.discount_currency,
    )
    return tuple(_harmless(str(value)) for value in values)


def _harmless(text: str) -> str:
    """A spreadsheet runs what begins like a formula; an e-mail address may."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
