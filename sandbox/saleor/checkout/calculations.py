"""What a checkout costs: the lines at their channel's prices, less the voucher. There are no taxes and no shipping.

As in Saleor the sums are stored, and brought up to date when somebody asks for them, not when a line changes:
until then total_gross_amount of a new checkout is 0.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from ..core.db.connection import allow_writer
from ..discount.models import NotApplicable, Voucher
from ..discount.utils.voucher import discount_by_line, get_active_code, validate_voucher
from ..product.models import ProductVariant, ProductVariantChannelListing
from .models import Checkout, CheckoutLine

PRICES_KEPT = timedelta(hours=1)
ZERO = Decimal("0")


@dataclass(frozen=True)
class PricedLine:
    """A line with what it costs before any voucher."""

    id: UUID
    line: CheckoutLine
    variant: ProductVariant
    quantity: int
    undiscounted_unit_price: Decimal
    unit_price: Decimal

    @property
    def undiscounted_total(self) -> Decimal:
        return self.unit_price * self.quantity


def priced_lines(checkout: Checkout) -> list[PricedLine]:
    """Return the checkout's lines at current prices; a variant without a price in the channel is left out."""
    lines = list(checkout.lines.select_related("variant__product__category", "variant__product__product_type"))
    listings = {
        listing.variant_id: listing
        for listing in ProductVariantChannelListing.objects.filter(
            channel_id=checkout.channel_id,
            variant_id__in=[line.variant_id for line in lines],
            price_amount__isnull=False,
        )
    }
    priced = []
    for line in lines:
        if not (listing := listings.get(line.variant_id)):
            continue
        price = listing.price_amount
        if line.price_override is not None:
            unit_price = price = line.price_override
        elif listing.discounted_price_amount is not None:
            unit_price = listing.discounted_price_amount
        else:
            unit_price = price
        priced.append(PricedLine(line.id, line, line.variant, line.quantity, price, unit_price))
    return priced


def subtotal_of(lines: list[PricedLine]) -> Decimal:
    return sum((line.undiscounted_total for line in lines), ZERO)


def voucher_discounts(checkout: Checkout, voucher: Voucher, lines: list[PricedLine]) -> dict[UUID, Decimal]:
    """Return what the voucher takes off each line. Raises NotApplicable if the checkout may not use it."""
    validate_voucher(
        voucher,
        subtotal_of(lines),
        sum(line.quantity for line in lines),
        checkout.get_customer_email(),
        checkout.channel,
        checkout.user,
    )
    return discount_by_line(voucher, lines, checkout.channel)


def _current_discounts(checkout: Checkout, lines: list[PricedLine]) -> dict[UUID, Decimal]:
    """Return the discounts of the code in the checkout; none if it does not apply any more."""
    if not checkout.voucher_code or not lines:
        return {}
    code = get_active_code(checkout.voucher_code, checkout.channel.slug)
    if not code:
        return {}
    try:
        return voucher_discounts(checkout, code.voucher, lines)
    except NotApplicable:
        return {}


def invalidate_prices(checkout: Checkout) -> None:
    """Let the next reader compute the sums anew. Does not save."""
    checkout.price_expiration = timezone.now()


@allow_writer()
def fetch_prices(checkout: Checkout, force: bool = False) -> list[PricedLine]:
    """Return the priced lines, after storing the sums on the checkout and its lines if they are out of date."""
    lines = priced_lines(checkout)
    if not force and checkout.price_expiration > timezone.now():
        return lines
    discounts = _current_discounts(checkout, lines)
    for priced in lines:
        total = priced.undiscounted_total - discounts.get(priced.id, ZERO)
        priced.line.undiscounted_unit_price_amount = priced.undiscounted_unit_price
        priced.line.total_price_net_amount = priced.line.total_price_gross_amount = total
    CheckoutLine.objects.bulk_update(
        [priced.line for priced in lines],
        ["undiscounted_unit_price_amount", "total_price_net_amount", "total_price_gross_amount"],
    )

    total = sum((priced.line.total_price_gross_amount for priced in lines), ZERO)
    sums = {
        "total_net_amount": total,
        "total_gross_amount": total,
        "base_total_amount": total,
        "subtotal_net_amount": total,
        "subtotal_gross_amount": total,
        "base_subtotal_amount": subtotal_of(lines),
        "discount_amount": sum(discounts.values(), ZERO),
        "price_expiration": timezone.now() + PRICES_KEPT,
    }
    for column, value in sums.items():
        setattr(checkout, column, value)
    # Not save(): reading a price must not look like a change of the cart.
    Checkout.objects.filter(pk=checkout.pk).update(**sums)
    return lines
