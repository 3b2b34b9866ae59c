"""Coupons as real vouchers of the shop: created, extended by codes, taken back.

Saleor keeps value, minimum and end date per voucher, and single use per code. So one voucher serves all the
codes a coupon policy gives out with the same last day, and each person gets a code of their own.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from saleor.channel.models import Channel
from saleor.discount import DiscountValueType, VoucherType
from saleor.discount.models import Voucher, VoucherChannelListing, VoucherCode

from ..core import sql
from ..core.exceptions import PermanentError
from ..core.ids import stable_uuid
from .database import allow_writer

# No vowels and nothing mistaken for something else (0 O, 1 I L, 2 Z, 5 S, 8 B): no words, no typing errors.
ALPHABET = "234679CDFGHJKMNPQRTVWXY"
# 23^12 codes are 54 bits; Saleor's own promo codes have 48.
CODE_GROUPS, GROUP_LENGTH = 3, 4
# Customers type vouchers and gift cards into one field. A gift card's code has at most this many characters in
# every version of Saleor, so a longer one can never be taken for a gift card.
GIFT_CARD_CODE_LENGTH = 16

# Where a voucher remembers, in its private metadata, which terms it was opened for.
MARKER = "automation.voucher"


@dataclass(frozen=True, slots=True)
class VoucherTerms:
    """What the codes of a voucher are worth; the same terms always mean the same voucher.

    kind is percentage, fixed or free_shipping. value is {"percentage": 10} or an amount by currency, and is
    not read for free_shipping; minimum_spend is an amount by currency. Times are aware UTC.
    """

    policy: str
    name: str
    kind: str
    value: Mapping[str, Decimal]
    minimum_spend: Mapping[str, Decimal]
    starts_at: datetime
    ends_at: datetime

    @property
    def marker(self) -> str:
        """Name the terms. The start is left out: it moves while the last day stays."""
        amounts = [
            sorted((key, f"{each.normalize():f}") for key, each in table.items())
            for table in (self.value, self.minimum_spend)
        ]
        return str(stable_uuid("voucher", self.policy, self.kind, *amounts, self.ends_at.isoformat()))


@allow_writer()
def open_voucher(terms: VoucherTerms) -> int:
    """Return the id of the voucher with these terms, created with its channel listings if there is none.

    A percentage and free shipping are listed in every channel, a fixed amount in channels of the currencies
    it names. A lock per terms makes two workers share one voucher. Lock and lookup are two queries, creating
    it three more.
    Raises PermanentError if no channel of the shop can use the voucher.
    """
    with transaction.atomic():
        sql.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"automation:{terms.marker}"])
        known = Voucher.objects.filter(end_date=terms.ends_at, private_metadata__contains={MARKER: terms.marker})
        voucher_id = known.order_by("pk").values_list("pk", flat=True).first()
        return voucher_id or _create(terms)


def _create(terms: VoucherTerms) -> int:
    listings = _listings(terms)
    if not listings:
        currencies = ", ".join(sorted(terms.value))
        raise PermanentError(
            f"Coupon {terms.policy!r}: no channel of the shop sells in {currencies}; "
            "add an amount in a currency of the shop."
        )
    is_shipping = terms.kind == "free_shipping"
    is_fixed = terms.kind == "fixed"
    voucher = Voucher.objects.create(
        name=f"{terms.name[:220]}, until {terms.ends_at:%Y-%m-%d %H:%M} UTC",
        type=VoucherType.SHIPPING if is_shipping else VoucherType.ENTIRE_ORDER,
        discount_value_type=DiscountValueType.FIXED if is_fixed else DiscountValueType.PERCENTAGE,
        single_use=True,
        start_date=terms.starts_at,
        end_date=terms.ends_at,
        private_metadata={MARKER: terms.marker},
    )
    VoucherChannelListing.objects.bulk_create(VoucherChannelListing(voucher=voucher, **values) for values in listings)
    return int(voucher.pk)


def _listings(terms: VoucherTerms) -> list[dict[str, Any]]:
    listings = []
    for channel_id, currency in Channel.objects.order_by("pk").values_list("pk", "currency_code"):
        value = _value_in(terms, currency)
        if value is not None:
            listings.append(
                {
                    "channel_id": channel_id,
                    "currency": currency,
                    "discount_value": value,
                    "min_spent_amount": terms.minimum_spend.get(currency),
                }
            )
    return listings


def _value_in(terms: VoucherTerms, currency: str) -> Decimal | None:
    if terms.kind == "free_shipping":
        return Decimal(100)
    return terms.value.get("percentage" if terms.kind == "percentage" else currency)


@allow_writer()
def create_codes(voucher_id: int, codes: Sequence[str]) -> None:
    """Add single-use codes to a voucher, in one statement.

    Saleor fires no hook for them, so they reach no webhook of other apps.
    Raises IntegrityError, and adds none, if one of them is taken by another voucher code.
    """
    with transaction.atomic():
        VoucherCode.objects.bulk_create(VoucherCode(voucher_id=voucher_id, code=code) for code in codes)


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
def revoke_codes(codes: Collection[str]) -> int:
    """Make codes unusable and return how many were usable until now. One statement."""
    return int(VoucherCode.objects.filter(code__in=codes, is_active=True).update(is_active=False))


def new_code(prefix: str = "") -> str:
    """Draw a random code a person can read out and type, such as CART-7KQF-3MXR-9TDH."""
    parts = [prefix.upper()] if prefix else []
    parts += [_random_group() for _ in range(CODE_GROUPS)]
    while len("-".join(parts)) <= GIFT_CARD_CODE_LENGTH:
        parts.append(_random_group())
    return "-".join(parts)


def _random_group() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH))
