"""Checkouts of the shop as facts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from saleor.checkout.models import Checkout, CheckoutLine

from .database import allow_writer
from .facts import CheckoutFact, Line
from .keyset import page_after
from .prices import Price, current_prices

_COLUMNS = (
    *("token", "email", "user_id", "user__email", "channel_id", "channel__slug", "currency"),
    *("language_code", "country", "created_at", "last_change"),
)


@dataclass(frozen=True, slots=True)
class CheckoutItem:
    """A line of a checkout as Saleor stores it: own_price was set by staff, a gift is free."""

    variant_id: int
    product_id: int
    quantity: int
    own_price: Decimal | None
    is_gift: bool

    def unit_price(self, price: Price | None) -> Decimal:
        """Return what one piece costs, given the variant's price in the checkout's channel."""
        if self.is_gift:
            return Decimal(0)
        if self.own_price is not None:
            return self.own_price
        return price.amount if price else Decimal(0)


@allow_writer()
def load_checkouts(checkout_ids: Collection[UUID]) -> dict[UUID, CheckoutFact]:
    """Return these checkouts as they are now; those that are gone (ordered, deleted) are left out.

    Amounts are goods at today's prices, without shipping, vouchers and taxes that are not in the price: what
    Saleor stores beside a checkout is empty until a storefront asks for it, and stale after each change.
    Three queries.
    """
    rows = list(Checkout.objects.filter(pk__in=checkout_ids).order_by().values(*_COLUMNS))
    items = items_of([row["token"] for row in rows])
    prices = current_prices(
        {item.variant_id for lines in items.values() for item in lines}, {row["channel_id"] for row in rows}
    )
    return {row["token"]: _fact(row, items[row["token"]], prices) for row in rows}


def items_of(checkout_ids: Collection[UUID]) -> dict[UUID, list[CheckoutItem]]:
    """Return the lines of each checkout in the order they were added. One query."""
    items: dict[UUID, list[CheckoutItem]] = defaultdict(list)
    rows = (
        CheckoutLine.objects.filter(checkout_id__in=checkout_ids)
        .order_by("created_at", "pk")
        .values_list(*("checkout_id", "variant_id", "variant__product_id", "quantity", "price_override", "is_gift"))
    )
    for checkout_id, *values in rows:
        items[checkout_id].append(CheckoutItem(*values))
    return items


def _fact(row: dict[str, Any], items: list[CheckoutItem], prices: dict[tuple[int, int], Price]) -> CheckoutFact:
    lines = tuple(
        Line(
            item.product_id,
            item.variant_id,
            item.quantity,
            item.quantity * item.unit_price(prices.get((item.variant_id, row["channel_id"]))),
        )
        for item in items
    )
    return CheckoutFact(
        checkout_id=row["token"],
        email=(row["email"] or row["user__email"] or "").lower(),
        user_id=row["user_id"],
        channel_slug=row["channel__slug"],
        currency=row["currency"],
        language_code=row["language_code"],
        country_code=str(row["country"] or ""),
        total_gross=sum((line.amount for line in lines), Decimal(0)),
        created_at=row["created_at"],
        changed_at=row["last_change"],
        lines=lines,
    )


@allow_writer()
def changed_checkouts(since: datetime, after_id: Any, until: datetime, limit: int) -> list[tuple[datetime, UUID]]:
    """Return the next page of (last_change, token) behind (since, after_id); see page_after.

    Saleor indexes Checkout.last_change and renews it whenever a checkout is saved.
    """
    return page_after(Checkout.objects.all(), "last_change", since, after_id, until, limit)


@allow_writer()
def count_checkouts() -> int:
    """Return how many checkouts the shop has; one query over the whole table."""
    return int(Checkout.objects.count())


@allow_writer()
def emails_with(product_ids: Collection[int], since: datetime) -> dict[tuple[int, str], set[str]]:
    """Return whose carts, changed after since, hold each (product, channel): lower-case addresses. One query."""
    rows = (
        CheckoutLine.objects.filter(variant__product_id__in=product_ids, checkout__last_change__gt=since)
        .order_by()
        .values_list("variant__product_id", "checkout__channel__slug", "checkout__email", "checkout__user__email")
    )
    owners: dict[tuple[int, str], set[str]] = defaultdict(set)
    for product_id, channel_slug, email, user_email in rows:
        if email or user_email:
            owners[product_id, channel_slug].add((email or user_email).lower())
    return owners
