"""Coupons as real vouchers of the shop: opened, found again, removed when nothing of them is left.

Saleor keeps value, minimum and end date per voucher, and single use per code. So one voucher serves all the
codes a coupon policy gives out with the same last day, and each person gets a code of their own (voucher_codes.py).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from saleor.channel.models import Channel
from saleor.discount.models import Voucher, VoucherChannelListing, VoucherCode
from saleor.product.models import Category, Collection, Product, ProductVariant

from ..core import sql
from ..core.exceptions import PermanentError
from .database import allow_writer
from .voucher_terms import VoucherTerms

# Where a voucher remembers, in its private metadata, which terms it was opened for.
MARKER = "automation.voucher"

_OBJECTS = {"products": Product, "variants": ProductVariant, "categories": Category, "collections": Collection}


class NoChannel(PermanentError):
    """A voucher that would be good in no channel of the shop."""


def open_voucher(terms: VoucherTerms) -> int:
    """Return the id of the voucher with these terms; see open_vouchers.

    Raises NoChannel if no channel of the shop can use the voucher.
    """
    found = open_vouchers([terms])
    if terms.marker not in found:
        raise NoChannel(f"Coupon {terms.policy!r}: {_without_channel(terms)}")
    return found[terms.marker]


@allow_writer()
def open_vouchers(wanted: Sequence[VoucherTerms]) -> dict[str, int]:
    """Return the id of the voucher for each terms, by marker; one that no channel can use is missing.

    Those that are not there yet are created, with their channel listings: a percentage and free shipping in every
    channel, a fixed amount in channels of the currencies it names. Finding them is one query whatever their number;
    only creating them takes a lock per terms, which makes two workers share one voucher.
    """
    by_marker = {terms.marker: terms for terms in wanted}
    found = _known(by_marker)
    missing = {marker: terms for marker, terms in by_marker.items() if marker not in found}
    if not missing:
        return found
    with transaction.atomic():
        names = [f"automation:{marker}" for marker in sorted(missing)]
        sql.fetch_all(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s::text[]) AS v(name)", [names]
        )
        found |= _known(missing)
        return found | _create([terms for marker, terms in missing.items() if marker not in found])


def _known(by_marker: Mapping[str, VoucherTerms]) -> dict[str, int]:
    # Saleor has no index on metadata, but the end date leaves few to look at.
    ends = {terms.ends_at for terms in by_marker.values()}
    rows = (
        Voucher.objects.filter(end_date__in=ends, private_metadata__has_key=MARKER)
        .annotate(marker=KeyTextTransform(MARKER, "private_metadata"))
        .order_by("-pk")
        .values_list("marker", "pk")
    )
    return {marker: pk for marker, pk in rows if marker in by_marker}


def _create(wanted: Sequence[VoucherTerms]) -> dict[str, int]:
    """Create the vouchers with listings and products, in a number of statements that does not depend on theirs."""
    channels = list(Channel.objects.order_by("pk").values_list("pk", "slug", "currency_code")) if wanted else []
    listings = {terms.marker: _listings(terms, channels) for terms in wanted}
    usable = [terms for terms in wanted if listings[terms.marker]]
    if not usable:
        return {}
    vouchers = Voucher.objects.bulk_create(
        Voucher(private_metadata={MARKER: terms.marker}, **terms.columns()) for terms in usable
    )
    pairs = list(zip(usable, vouchers, strict=True))
    VoucherChannelListing.objects.bulk_create(
        VoucherChannelListing(voucher=voucher, **values)
        for terms, voucher in pairs
        for values in listings[terms.marker]
    )
    _connect(pairs)
    return {terms.marker: int(voucher.pk) for terms, voucher in pairs}


def _connect(pairs: Sequence[tuple[VoucherTerms, Voucher]]) -> None:
    """Name what the vouchers are good for; objects the shop no longer has are left out."""
    for name, model in _OBJECTS.items():
        wanted = {pk for terms, _ in pairs for pk in getattr(terms, name)}
        if not wanted:
            continue
        there = set(model.objects.filter(pk__in=wanted).order_by().values_list("pk", flat=True))
        relation = getattr(Voucher, name)
        column = f"{model._meta.model_name}_id"
        relation.through.objects.bulk_create(
            relation.through(voucher_id=voucher.pk, **{column: pk})
            for terms, voucher in pairs
            for pk in sorted(set(getattr(terms, name)) & there)
        )


def _listings(terms: VoucherTerms, channels: Sequence[tuple[int, str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "channel_id": channel_id,
            "currency": currency,
            "discount_value": value,
            "min_spent_amount": terms.minimum_spend.get(currency),
        }
        for channel_id, slug, currency in channels
        if (not terms.channels or slug in terms.channels) and (value := terms.value_in(currency)) is not None
    ]


def _without_channel(terms: VoucherTerms) -> str:
    if terms.kind == "fixed":
        currencies = ", ".join(sorted(terms.value))
        among = f" among {', '.join(sorted(terms.channels))}" if terms.channels else " of the shop"
        return f"no channel{among} sells in {currencies}; add an amount in a currency of the shop."
    if terms.channels:
        return f"the shop has no channel {', '.join(sorted(terms.channels))}; choose others."
    return "the shop has no channel; create one first."


@allow_writer()
def with_subcategories(category_ids: Sequence[int]) -> list[int]:
    """Return these categories and all below them; Saleor's vouchers look at a product's own category only.

    One query for each level of the tree.
    """
    found = set(category_ids)
    level = list(found)
    while level:
        level = list(
            Category.objects.filter(parent_id__in=level).exclude(pk__in=found).order_by().values_list("pk", flat=True)
        )
        found |= set(level)
    return sorted(found)


@allow_writer()
def problems_in_shop(terms: VoucherTerms) -> list[tuple[str, str]]:
    """Return what of these terms the shop does not have, or cannot sell, as (field, sentence); five queries at most."""
    problems: list[tuple[str, str]] = []
    channels = list(Channel.objects.order_by("slug").values_list("pk", "slug", "currency_code"))
    unknown = sorted(set(terms.channels) - {slug for _, slug, _ in channels})
    if unknown:
        problems.append(("channels", f"The shop has no channel {', '.join(unknown)}; choose others."))
    elif not _listings(terms, channels):
        text = _without_channel(terms)
        problems.append(("channels", text[0].upper() + text[1:]))
    used = [each for each in channels if _listings(terms, [each])]
    without = sorted({f"{slug} ({currency})" for _, slug, currency in used if currency not in terms.minimum_spend})
    if terms.minimum_spend and without:
        problems.append(
            (
                "minimum_spend",
                f"It says nothing for {', '.join(without)}, where any cart would do; add the currency, "
                "or choose the channels it is good in.",
            )
        )
    for name, model in _OBJECTS.items():
        ids = set(getattr(terms, name))
        gone = sorted(ids - set(model.objects.filter(pk__in=ids).values_list("pk", flat=True))) if ids else []
        if gone:
            text = f"The shop has no {model._meta.verbose_name} {', '.join(map(str, gone))}; remove it."
            problems.append((name, text))
    return problems


@allow_writer()
def remove_empty_vouchers(ended_before: datetime, limit: int) -> int:
    """Delete vouchers of ours that ended before a moment and have no code left; returns how many.

    Those whose codes were used stay, because orders refer to them.
    """
    empty = (
        Voucher.objects.filter(private_metadata__has_key=MARKER, end_date__lt=ended_before)
        .exclude(Exists(VoucherCode.objects.filter(voucher_id=OuterRef("pk"))))
        .order_by("pk")
        .values_list("pk", flat=True)[:limit]
    )
    ids = list(empty)
    if ids:
        Voucher.objects.filter(pk__in=ids).delete()
    return len(ids)
