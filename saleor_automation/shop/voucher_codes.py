"""The codes of a voucher: drawn, added, asked for, taken back, deleted. Each is one person's and good once."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from saleor.discount.models import VoucherCode, VoucherCustomer

from ..core import sql
from .database import allow_writer

# No vowels and nothing mistaken for something else (0 O, 1 I L, 2 Z, 5 S, 8 B): no words, no typing errors. Where
# there are digits only, or letters only, nothing can be mistaken for the other.
ALPHABET = "234679CDFGHJKMNPQRTVWXY"
ALPHABETS = {"mixed": ALPHABET, "letters": "BCDFGHJKMNPQRSTVWXYZ", "digits": "0123456789"}
# 23^12 codes are 54 bits; Saleor's own promo codes have 48. 20^16 are 69, 10^20 are 66.
GROUPS = {"mixed": 3, "letters": 4, "digits": 5}
GROUP_LENGTH = 4
# Customers type vouchers and gift cards into one field. A gift card's code has at most this many characters in
# every version of Saleor, so a longer one can never be taken for a gift card.
GIFT_CARD_CODE_LENGTH = 16


def new_code(prefix: str = "", alphabet: str = "mixed") -> str:
    """Draw a random code a person can read out and type, such as CART-7KQF-3MXR-9TDH; alphabet is one of ALPHABETS."""
    letters = ALPHABETS[alphabet]
    parts = [prefix.upper()] if prefix else []
    parts += [_random_group(letters) for _ in range(GROUPS[alphabet])]
    while len("-".join(parts)) <= GIFT_CARD_CODE_LENGTH:
        parts.append(_random_group(letters))
    return "-".join(parts)


def _random_group(letters: str) -> str:
    return "".join(secrets.choice(letters) for _ in range(GROUP_LENGTH))


@allow_writer()
def create_codes(codes: Sequence[tuple[int, str]]) -> None:
    """Add single-use codes to vouchers, each given as (voucher id, code), in one statement.

    Saleor fires no hook for them, so they reach no webhook of other apps.
    Raises IntegrityError, and adds none, if one of them is taken by another voucher code.
    """
    with transaction.atomic():
        VoucherCode.objects.bulk_create(VoucherCode(voucher_id=voucher_id, code=code) for voucher_id, code in codes)


@allow_writer()
def taken_codes(codes: Collection[str]) -> set[str]:
    """Return those codes that some voucher has already, used or not. One query."""
    return set(VoucherCode.objects.filter(code__in=codes).order_by().values_list("code", flat=True))


@allow_writer()
def usable_codes(codes: Collection[str], now: datetime) -> set[str]:
    """Return those codes that the shop would accept at now: there, not used, not revoked, voucher not ended.

    Whether a certain cart reaches the minimum spend is not asked. One query.
    """
    usable = (
        VoucherCode.objects.filter(code__in=codes, is_active=True, voucher__start_date__lte=now)
        .filter(Q(voucher__end_date__isnull=True) | Q(voucher__end_date__gte=now))
        .order_by()
    )
    return set(usable.values_list("code", flat=True))


@allow_writer()
def active_codes(codes: Collection[str]) -> set[str]:
    """Return those codes that are not used up, whether or not their voucher has ended. One query."""
    return set(VoucherCode.objects.filter(code__in=codes, is_active=True).order_by().values_list("code", flat=True))


@allow_writer()
def revoke_codes(codes: Collection[str]) -> int:
    """Make codes unusable and return how many were usable until now. One statement."""
    return int(VoucherCode.objects.filter(code__in=codes, is_active=True).update(is_active=False))


@allow_writer()
def delete_codes(codes: Collection[str]) -> int:
    """Delete codes nobody used and return how many; a cart that holds one loses it at its next change.

    One statement, where Django would delete a hundred at a time. A code with a customer noted was used, and stays.
    """
    return sql.execute(
        f"""
        DELETE FROM {VoucherCode._meta.db_table} c WHERE c.code = ANY(%s)
          AND NOT EXISTS (SELECT FROM {VoucherCustomer._meta.db_table} u WHERE u.voucher_code_id = c.id)
        """,  # noqa: S608
        [sorted(codes)],
    )
