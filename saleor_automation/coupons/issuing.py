"""Give people their codes: one per key, in the transaction that decides it, as real vouchers of the shop."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ..core import sql
from ..shop.vouchers import VoucherTerms, create_codes, new_code, open_voucher, revoke_codes, taken_codes
from .models import Coupon, CouponPolicy


@dataclass(frozen=True, slots=True)
class CouponRequest:
    """Somebody is to get a coupon; the key (one per run and step) makes asking twice give the same code."""

    key: str
    policy: str
    contact_id: int
    enrollment_id: int | None


def issue(requests: Sequence[CouponRequest], now: datetime) -> dict[str, int]:
    """Return the coupon id for each key; a key missing from the result got none.

    None is given where the policy is used up, or no longer there. Must run in a transaction; the policy rows are
    locked, so a limit holds for any number of workers.
    Raises PermanentError if no channel of the shop can use the voucher.
    """
    # Two mails of one run, delivered together, ask for the same coupon.
    by_key = {request.key: request for request in requests}
    issued = _existing(list(by_key))
    by_policy: dict[str, list[CouponRequest]] = defaultdict(list)
    for request in by_key.values():
        if request.key not in issued:
            by_policy[request.policy].append(request)
    policies = CouponPolicy.objects.filter(slug__in=by_policy).select_for_update().order_by("pk")
    for policy in policies if by_policy else ():
        wanted = by_policy[policy.slug]
        if policy.issue_limit is not None:
            wanted = wanted[: max(0, policy.issue_limit - policy.coupons.count())]
        issued |= _issue(policy, wanted, now)
    return issued


def _existing(keys: list[str]) -> dict[str, int]:
    return dict(sql.fetch_all("SELECT key, id FROM automation_coupon WHERE key = ANY(%s)", [keys]))


def _issue(policy: CouponPolicy, requests: Sequence[CouponRequest], now: datetime) -> dict[str, int]:
    if not requests:
        return {}
    expires_at = expiry_day(now, policy.valid_days)
    voucher_id = open_voucher(_terms(policy, now, expires_at))
    codes = _free_codes(policy.prefix, len(requests))
    create_codes(voucher_id, codes)
    rows = [
        (r.key, policy.pk, r.contact_id, r.enrollment_id, voucher_id, code, now, expires_at)
        for r, code in zip(requests, codes, strict=True)
    ]
    return dict(
        sql.insert_rows(
            "automation_coupon",
            {
                "key": "text",
                "policy_id": "bigint",
                "contact_id": "bigint",
                "enrollment_id": "bigint",
                "voucher_id": "int",
                "code": "text",
                "issued_at": "timestamptz",
                "expires_at": "timestamptz",
            },
            rows,
            returning="key, id",
        )
    )


def expiry_day(now: datetime, valid_days: int) -> datetime:
    """Return the end of the last UTC day a coupon issued now is valid.

    Saleor keeps an expiry per voucher, not per code; whole days let all codes of a day share one voucher.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=valid_days + 1)


def _terms(policy: CouponPolicy, now: datetime, expires_at: datetime) -> VoucherTerms:
    return VoucherTerms(
        policy=policy.slug,
        name=policy.name,
        kind=policy.kind,
        value={key: Decimal(value) for key, value in policy.value.items()},
        minimum_spend={key: Decimal(value) for key, value in policy.minimum_spend.items()},
        starts_at=now.replace(hour=0, minute=0, second=0, microsecond=0),
        ends_at=expires_at,
    )


def _free_codes(prefix: str, count: int) -> list[str]:
    """Draw codes nobody has; a clash is rare, and the unique column refuses what slips through."""
    codes: set[str] = set()
    while len(codes) < count:
        codes |= {new_code(prefix) for _ in range(count - len(codes))}
        codes -= taken_codes(codes)
    return sorted(codes)


def revoke(enrollment_ids: Sequence[int], now: datetime) -> int:
    """Take back the unused coupons of runs that ended; returns how many."""
    rows = sql.fetch_all(
        """
        UPDATE automation_coupon SET revoked_at = %s
        WHERE enrollment_id = ANY(%s) AND redeemed_at IS NULL AND revoked_at IS NULL
        RETURNING code
        """,
        [now, list(enrollment_ids)],
    )
    revoke_codes([row[0] for row in rows])
    return len(rows)


def redeem(orders: Sequence[tuple[str, object, datetime]]) -> dict[object, Coupon]:
    """Mark the coupons these orders used and return them by order; each is (voucher code, order id, when)."""
    by_code = {code: (order_id, at) for code, order_id, at in orders if code}
    coupons = list(Coupon.objects.filter(code__in=by_code, redeemed_at=None).select_for_update().order_by("pk"))
    for coupon in coupons:
        coupon.order_id, coupon.redeemed_at = by_code[coupon.code]  # type: ignore[assignment]
    Coupon.objects.bulk_update(coupons, ["order_id", "redeemed_at"])
    return {coupon.order_id: coupon for coupon in coupons}
