"""Whether a voucher may be used, what it takes off, and that it was used."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F
from django.utils import timezone

from .. import VoucherType
from ..models import NotApplicable, Voucher, VoucherCode, VoucherCustomer

CENT = Decimal("0.01")


def get_active_code(code: str, channel_slug: str, lock: bool = False) -> VoucherCode | None:
    """Return the code if it, and its voucher in the channel, may be used now.

    With lock the row is held until the end of the transaction, so that a single use stays single.
    """
    codes = VoucherCode.objects.select_for_update() if lock else VoucherCode.objects
    found = codes.filter(code=code, is_active=True).first()
    if not found:
        return None
    active = Voucher.objects.active_in_channel(timezone.now(), channel_slug)
    found.voucher = active.prefetch_related("channel_listings").filter(pk=found.voucher_id).first()
    return found if found.voucher else None


def validate_voucher(voucher: Voucher, subtotal: Decimal, quantity: int, customer_email: str | None, channel, customer):
    """Raise NotApplicable, with a text for the customer, unless the voucher fits this purchase."""
    voucher.validate_min_spent(subtotal, channel)
    voucher.validate_min_checkout_items_quantity(quantity)
    if voucher.apply_once_per_customer and customer_email:
        voucher.validate_once_per_customer(customer_email)
    voucher.validate_only_for_staff(customer)


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
    return _spread(voucher.discount_of(sum(totals.values()), channel), totals)


def _discount_specific_products(voucher: Voucher, lines, channel) -> dict:
    discounted = [line for line in lines if _is_discounted(voucher, line.variant)]
    if not discounted:
        raise NotApplicable("This offer is only valid for selected items.")
    if voucher.apply_once_per_order:
        return _discount_cheapest_item(voucher, discounted, channel)
    return {
        line.id: voucher.discount_of(line.undiscounted_total / line.quantity, channel) * line.quantity
        for line in discounted
    }


def _is_discounted(voucher: Voucher, variant) -> bool:
    product = variant.product
    if voucher.variants.filter(pk=variant.pk).exists() or voucher.products.filter(pk=product.pk).exists():
        return True
    if voucher.collections.filter(products=product).exists():
        return True
    if not product.category_id:
        return False
    return voucher.categories.filter(pk__in=product.category.get_ancestors(include_self=True)).exists()


def _discount_cheapest_item(voucher: Voucher, lines, channel) -> dict:
    cheapest = min(lines, key=lambda line: line.undiscounted_total / line.quantity)
    return {cheapest.id: voucher.discount_of(cheapest.undiscounted_total / cheapest.quantity, channel)}


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
