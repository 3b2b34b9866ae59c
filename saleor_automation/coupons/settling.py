"""Settle coupons that are over: count what they cost, clean up the shop, end memberships.

A coupon falls due when it is used or taken back, and some days after it ran out. Used ones stay in the shop as its
record; the codes of the others are deleted, and so is a voucher once none is left.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..contacts.tags import remove_tag
from ..core import sql
from ..shop.voucher_codes import delete_codes
from ..shop.vouchers import remove_empty_vouchers
from .budget import added, cost
from .definition import CouponDefinition, MembershipReward
from .issuing import SETTLE_GRACE
from .lock_objects import definitions_of, lock_policies_by_id
from .models import Counted


@dataclass(frozen=True, slots=True)
class _Due:
    id: int
    policy_id: int
    terms_id: int
    contact_id: int
    voucher_id: int | None
    code: str | None
    expires_at: datetime | None
    is_redeemed: bool
    is_revoked: bool
    discount_amount: Decimal | None
    discount_currency: str
    counted: str


_DUE = """
    SELECT id, policy_id, terms_id, contact_id, voucher_id, code, expires_at, redeemed_at IS NOT NULL,
           revoked_at IS NOT NULL, discount_amount, discount_currency, counted
    FROM automation_coupon
"""


def settle(now: datetime, limit: int) -> int:
    """Settle the coupons longest due and return how many were taken. Must run in a transaction.

    Policies that count are locked first and coupons skipped that another worker holds, so that nobody waits in a
    circle with those who give, use or take back coupons. Statements depend on neither coupons nor policies.
    """
    ids = [
        row[0]
        for row in sql.fetch_all(
            "SELECT id FROM automation_coupon WHERE settle_at <= %s ORDER BY settle_at LIMIT %s", [now, limit]
        )
    ]
    return settle_these(ids, now)


def settle_these(coupon_ids: Sequence[int], now: datetime) -> int:
    """Settle those of some coupons that are due and return how many; see settle. Must run in a transaction."""
    ids = list(coupon_ids)
    if not ids:
        return 0
    rows = sql.fetch_all("SELECT DISTINCT policy_id FROM automation_coupon WHERE id = ANY(%s)", [ids])
    policies = lock_policies_by_id([row[0] for row in rows])
    due = [
        _Due(*row)
        for row in sql.fetch_all(
            _DUE + "WHERE id = ANY(%s) AND settle_at <= %s ORDER BY id FOR NO KEY UPDATE SKIP LOCKED", [ids, now]
        )
    ]
    definitions = definitions_of({coupon.terms_id for coupon in due})
    changes: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    updates = []
    for coupon in due:
        definition = definitions[coupon.terms_id]
        counted = _counts_as(coupon, now)
        for sign, state in ((-1, coupon.counted), (1, counted)):
            for currency, amount in cost(definition, state, coupon.discount_amount, coupon.discount_currency).items():
                changes[coupon.policy_id][currency] += sign * amount
        updates.append((coupon.id, *_settled(coupon, counted, now)))
    sql.update_rows(
        "automation_coupon",
        ("id", "bigint"),
        {"counted": "text", "settle_at": "timestamptz", "discount_amount": "numeric", "discount_currency": "text"},
        updates,
    )
    counting = {policy_id: policy for policy_id, policy in policies.items() if policy.is_exclusive}
    sql.update_rows(
        "automation_couponpolicy",
        ("id", "bigint"),
        {"reserved": "jsonb"},
        [(policy_id, added(policy.reserved, changes[policy_id])) for policy_id, policy in sorted(counting.items())],
    )
    _clean_up([coupon for coupon in due if _is_over(coupon, now)], definitions, now)
    return len(due)


def _counts_as(coupon: _Due, now: datetime) -> Counted:
    if coupon.is_redeemed:
        return Counted.SPENT
    return Counted.FREE if _is_over(coupon, now) else Counted.HELD


def _is_over(coupon: _Due, now: datetime) -> bool:
    """Tell whether nobody can use it any more; one of a cancelled order may be good again."""
    if coupon.is_redeemed:
        return False
    return coupon.is_revoked or (coupon.expires_at is not None and coupon.expires_at <= now)


def _settled(coupon: _Due, counted: Counted, now: datetime) -> tuple[str, datetime | None, Decimal | None, str]:
    """Return what the row says from now on; a coupon that is good again falls due when it has run out."""
    if counted == Counted.HELD:
        return str(counted), coupon.expires_at + SETTLE_GRACE if coupon.expires_at else None, None, ""
    if counted == Counted.FREE:
        return str(counted), None, None, ""
    return str(counted), None, coupon.discount_amount, coupon.discount_currency


def _clean_up(over: Sequence[_Due], definitions: Mapping[int, CouponDefinition], now: datetime) -> None:
    codes = [coupon.code for coupon in over if coupon.code and coupon.voucher_id is not None]
    if codes:
        delete_codes(codes)
    members: dict[str, list[int]] = defaultdict(list)
    for coupon in over:
        definition = definitions[coupon.terms_id]
        if isinstance(definition, MembershipReward):
            members[definition.tag].append(coupon.contact_id)
    for tag, contact_ids in sorted(members.items()):
        end_membership(tag, contact_ids, now)


def remove_vouchers(now: datetime, limit: int) -> int:
    """Delete vouchers of ours that are over and have no code left, once all of their coupons are settled."""
    return remove_empty_vouchers(now - SETTLE_GRACE, limit)


def end_membership(tag: str, contact_ids: Sequence[int], now: datetime) -> int:
    """Take the tag of a membership off people who have no other one that gives it; returns how many.

    Only a tag that a coupon put there goes: who had it before keeps it.
    """
    rows = sql.fetch_all(
        """
        SELECT m.contact_id FROM automation_contacttag m JOIN automation_tag g ON g.id = m.tag_id
        WHERE upper(g.name) = upper(%s) AND m.contact_id = ANY(%s) AND m.source LIKE 'coupon:%%'
          AND NOT EXISTS (
            SELECT FROM automation_coupon c JOIN automation_couponterms t ON t.id = c.terms_id
            WHERE c.contact_id = m.contact_id AND t.definition->>'kind' = 'membership'
              AND upper(t.definition->>'tag') = upper(g.name)
              AND c.revoked_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > %s)
          )
        """,
        [" ".join(tag.split()), sorted(set(contact_ids)), now],
    )
    return remove_tag(tag, [row[0] for row in rows], "coupon", now)
