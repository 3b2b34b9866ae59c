"""Carts and purchases as rows, for tests that do not need them to come about: storefront.py makes real ones."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from saleor.account.models import User
from saleor.channel.models import Channel
from saleor.checkout.models import Checkout, CheckoutLine, CheckoutMetadata
from saleor.order import OrderChargeStatus, OrderOrigin, OrderStatus
from saleor.order.models import Order, OrderLine
from saleor.product.models import ProductVariant, ProductVariantChannelListing

from .factories import global_id

Item = tuple[ProductVariant, int]


def price_in(variant: ProductVariant, channel: Channel) -> Decimal:
    listing = ProductVariantChannelListing.objects.get(variant=variant, channel=channel)
    return listing.discounted_price_amount or listing.price_amount


def make_checkout(
    channel: Channel,
    items: Iterable[Item] = (),
    *,
    email: str | None = None,
    user: User | None = None,
    changed_at: datetime | None = None,
    **columns: Any,
) -> Checkout:
    """Make a cart whose sums are 0, because nobody has asked for them yet.

    changed_at sets created_at and last_change.
    """
    checkout = Checkout.objects.create(
        channel=channel,
        currency=channel.currency_code,
        email=email or (user.email if user else None),
        user=user,
        **columns,
    )
    CheckoutMetadata.objects.create(checkout=checkout)
    for variant, quantity in items:
        CheckoutLine.objects.create(
            checkout=checkout, variant=variant, quantity=quantity, currency=channel.currency_code
        )
    if changed_at:
        Checkout.objects.filter(pk=checkout.pk).update(created_at=changed_at, last_change=changed_at)
        checkout.refresh_from_db()
    return checkout


def make_order(
    channel: Channel,
    items: Iterable[Item],
    *,
    email: str | None = None,
    user: User | None = None,
    created_at: datetime | None = None,
    is_paid: bool = True,
    **columns: Any,
) -> Order:
    """Make a placed order at the channel's prices; created_at sets updated_at too."""
    items = list(items)
    created_at = created_at or timezone.now()
    total = sum((price_in(variant, channel) * quantity for variant, quantity in items), Decimal(0))
    defaults = {
        "status": OrderStatus.UNFULFILLED,
        "charge_status": OrderChargeStatus.FULL if is_paid else OrderChargeStatus.NONE,
        "total_charged_amount": total if is_paid else Decimal(0),
        "origin": OrderOrigin.CHECKOUT,
    }
    order = Order.objects.create(
        channel=channel,
        currency=channel.currency_code,
        user=user,
        user_email=email or (user.email if user else ""),
        created_at=created_at,
        lines_count=len(items),
        total_net_amount=total,
        total_gross_amount=total,
        subtotal_net_amount=total,
        subtotal_gross_amount=total,
        undiscounted_total_net_amount=total,
        undiscounted_total_gross_amount=total,
        **defaults | columns,
    )
    for variant, quantity in items:
        _make_line(order, variant, quantity)
    Order.objects.filter(pk=order.pk).update(updated_at=created_at)
    order.refresh_from_db()
    return order


def _make_line(order: Order, variant: ProductVariant, quantity: int) -> None:
    price = price_in(variant, order.channel)
    OrderLine.objects.create(
        order=order,
        variant=variant,
        product_name=variant.product.name,
        variant_name=variant.name,
        product_sku=variant.sku,
        product_variant_id=global_id(variant),
        is_shipping_required=False,
        is_gift_card=False,
        quantity=quantity,
        currency=order.currency,
        unit_price_net_amount=price,
        unit_price_gross_amount=price,
        total_price_net_amount=price * quantity,
        total_price_gross_amount=price * quantity,
        undiscounted_unit_price_net_amount=price,
        undiscounted_unit_price_gross_amount=price,
        undiscounted_total_price_net_amount=price * quantity,
        undiscounted_total_price_gross_amount=price * quantity,
    )
