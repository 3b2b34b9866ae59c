"""Take back coupons nobody used."""

from collections.abc import Sequence
from datetime import datetime

from ..core import sql
from ..core.exceptions import Conflict, NotFound
from ..shop.voucher_codes import revoke_codes
from .models import Coupon
from .settling import settle_these


def revoke(enrollment_ids: Sequence[int], now: datetime) -> int:
    """Take back the unused coupons of runs that ended at a goal or an exit; returns how many.

    Those whose terms say otherwise stay: memberships and entries in a contest, unless the marketer wants it. Must run
    in a transaction.
    """
    rows = sql.fetch_all(
        """
        UPDATE automation_coupon c SET revoked_at = %s, remind_at = NULL, settle_at = %s
        FROM automation_couponterms t
        WHERE c.id IN (
                SELECT id FROM automation_coupon
                WHERE enrollment_id = ANY(%s) AND redeemed_at IS NULL AND revoked_at IS NULL
                ORDER BY id FOR NO KEY UPDATE
            )
          AND t.id = c.terms_id AND (t.definition->>'revoke_on_exit')::bool
        RETURNING c.code, c.voucher_id
        """,
        [now, now, list(enrollment_ids)],
    )
    _revoke_in_shop(rows)
    return len(rows)


def revoke_one(coupon_id: int, now: datetime) -> Coupon:
    """Take back one coupon. Must run in a transaction.

    Raises NotFound, Conflict if it was used or taken back before.
    """
    coupon = (
        Coupon.objects.select_for_update(of=("self",)).select_related("policy", "terms").filter(pk=coupon_id).first()
    )
    if coupon is None:
        raise NotFound(f"There is no coupon with the id {coupon_id}.")
    name = coupon.code or f"of contact {coupon.contact_id}"
    if coupon.redeemed_at is not None:
        raise Conflict(f"Coupon {name} was used by an order; what is used cannot be taken back.")
    if coupon.revoked_at is not None:
        raise Conflict(f"Coupon {name} was taken back before.")
    coupon.revoked_at = coupon.settle_at = now
    coupon.remind_at = None
    coupon.save(update_fields=["revoked_at", "settle_at", "remind_at"])
    _revoke_in_shop([(coupon.code, coupon.voucher_id)])
    return coupon


def _revoke_in_shop(rows: Sequence[tuple[str | None, int | None]]) -> None:
    codes = [code for code, voucher_id in rows if code and voucher_id is not None]
    if codes:
        revoke_codes(codes)


def revoke_all_of(contact_id: int, now: datetime) -> int:
    """Take back every unused coupon of somebody who is about to be erased; returns how many. In a transaction.

    All of theirs are settled at once: when the rows are gone, nobody can free what they hold of a budget.
    """
    rows = sql.fetch_all(
        """
        UPDATE automation_coupon SET revoked_at = %s, remind_at = NULL, settle_at = %s
        WHERE contact_id = %s AND redeemed_at IS NULL AND revoked_at IS NULL RETURNING code, voucher_id
        """,
        [now, now, contact_id],
    )
    _revoke_in_shop([(row[0], row[1]) for row in rows])
    due = sql.fetch_all("SELECT id FROM automation_coupon WHERE contact_id = %s AND settle_at <= %s", [contact_id, now])
    settle_these([row[0] for row in due], now)
    return len(rows)
