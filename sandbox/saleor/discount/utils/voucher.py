"""Whether a voucher may be used, what it takes off, and that it was used."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F
from django.utils import timezone

from .. import DiscountValueType, VoucherType
from ..models import NotApplicable, Voucher, VoucherChannelListing, VoucherCode, VoucherCustomer

CENT = Decimal("0.01")


def get_active_code(code: str, channel_slug: str) -> VoucherCode | None:
    """Return the code if it, and its voucher in the channel, may be used now.

    Nothing is held: as in a real shop, two checkouts that complete at the same instant may both use a single-use code.
    """
    found = VoucherCode.objects.filter(code=code, is_active=True).first()
    active = Voucher.objects.active_in_channel(timezone.now(), channel_slug).prefetch_related("channel_listings")
    voucher = active.filter(pk=found.voucher_id).first() if found else None
    if not voucher:
        return None
    found.voucher = voucher
    return found


def listing_for(voucher: Voucher, channel) -> VoucherChannelListing:
    """Return the voucher's terms in the channel. Raises NotApplicable if it has none there."""
    for listing in voucher.channel_listings.all():
        if listing.channel_id == channel.id:
            return listing
    raise NotApplicable("This voucher is not assigned to this channel")


def validate_voucher(voucher: Voucher, subtotal: Decimal, quantity: int, customer_email: str | None, channel, customer):
    """Raise NotApplicable, with a text for the customer, unless the voucher fits this purchase."""
    listing = listing_for(voucher, channel)
    minimum = listing.min_spent_amount
    if minimum and subtotal < minimum:
        message = f"This offer is only valid for orders over {minimum:.2f} {listing.currency}."
        raise NotApplicable(message, min_spent=minimum)
    if quantity < (voucher.min_checkout_items_quantity or 0):
        least = voucher.min_checkout_items_quantity
        message = f"This offer is only valid for orders with a minimum of {least} quantity."
        raise NotApplicable(message, min_checkout_items_quantity=least)
    # Any code of the voucher counts, not only the one that is being used.
    if voucher.apply_once_per_customer and customer_email:
        uses = VoucherCustomer.objects.filter(voucher_code__voucher=voucher, customer_email=customer_email)
        if uses.exists():
            raise NotApplicable("This offer is valid only once per customer.")
    if voucher.only_for_staff and not (customer and customer.is_staff):
        raise NotApplicable("This offer is valid only for staff customers.")


def discount_of(voucher: Voucher, amount: Decimal, channel) -> Decimal:
    """Return how much the voucher takes off amount: never more than all of it, rounded to cents."""
    value = listing_for(voucher, channel).discount_value
    if voucher.discount_value_type == DiscountValueType.PERCENTAGE:
        value = (amount * value / 100).quantize(CENT, ROUND_HALF_UP)
    return min(value, amount)


def discount_by_line(voucher: Voucher, lines, channel) -> dict:
    """Return what the voucher takes off each line's total, by line id.

    `lines` have variant, quantity and an undiscounted_total. Raises NotApplicable if nothing is discounted.
    """
    if voucher.type == VoucherType.SHIPPING:
        raise NotApplicable("Your order does not require shipping.")
    totals = {line.id: line.undiscounted_total for line in lines}
    if voucher.type == VoucherType.SPECIFIC_PRODUCT:
        return _discount_specific_products(voucher, lines, channel)
    if voucher.apply_once_per_order:
        return _discount_cheapest_item(voucher, lines, channel)
    return _spread(discount_of(voucher, sum(totals.values()), channel), totals)


def _discount_specific_products(voucher: Voucher, lines, channel) -> dict:
    discounted = _discounted_lines(voucher, lines)
    if not discounted:
        raise NotApplicable("This offer is only valid for selected items.")
    if voucher.apply_once_per_order:
        return _discount_cheapest_item(voucher, discounted, channel)
    return {
        line.id: discount_of(voucher, line.undiscounted_total / line.quantity, channel) * line.quantity
        for line in discounted
    }


def _discounted_lines(voucher: Voucher, lines) -> list:
    """Return the lines with what the voucher names, all if it names nothing; of a category only its own products."""
    variants, products, collections, categories = (
        set(getattr(voucher, kind).values_list("pk", flat=True))
        for kind in ("variants", "products", "collections", "categories")
    )
    if not (variants or products or collections or categories):
        return list(lines)
    return [
        line
        for line in lines
        if line.variant.pk in variants
        or line.variant.product_id in products
        or line.variant.product.category_id in categories
        or line.variant.product.collections.filter(pk__in=collections).exists()
    ]


def _discount_cheapest_item(voucher: Voucher, lines, channel) -> dict:
    cheapest = min(lines, key=lambda line: line.undiscounted_total / line.quantity)
    return {cheapest.id: discount_of(voucher, cheapest.undiscounted_total / cheapest.quantity, channel)}


def _spread(discount: Decimal, totals: dict) -> dict:
    """Share a discount among lines in proportion to their totals; the last gets what rounding left over."""
    whole = sum(totals.values())
    if not whole:
        return {}
    shares = {line_id: (discount * total / whole).quantize(CENT, ROUND_HALF_UP) for line_id, total in totals.items()}
    last = list(shares)[-1]
    shares[last] += discount - sum(shares.values())
    return shares


def increase_voucher_usage(voucher: Voucher, code: VoucherCode, customer_email: str | None):
    """Note one use of the code. Raises NotApplicable if the customer has used the voucher before."""
    if voucher.usage_limit:
        VoucherCode.objects.filter(pk=code.pk).update(used=F("used") + 1)
    if voucher.apply_once_per_customer:
        if not customer_email:
            raise NotApplicable("Unable to apply voucher as customer details are missing.")
        _, is_first_use = VoucherCustomer.objects.get_or_create(voucher_code=code, customer_email=customer_email)
        if not is_first_use:
            raise NotApplicable("This offer is only valid once per customer.")
    if voucher.single_use:
        VoucherCode.objects.filter(pk=code.pk).update(is_active=False)
