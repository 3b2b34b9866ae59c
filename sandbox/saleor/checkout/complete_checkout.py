"""From cart to order."""

import graphene
from django.core.exceptions import ValidationError
from django.db.models import F

from ..account.models import User
from ..core.exceptions import InsufficientStock
from ..core.tracing import traced_atomic_transaction
from ..discount import DiscountType, VoucherType
from ..discount.models import NotApplicable, OrderDiscount, OrderLineDiscount
from ..discount.utils.voucher import get_active_code, increase_voucher_usage, listing_for
from ..order import OrderAuthorizeStatus, OrderChargeStatus, OrderOrigin, OrderStatus
from ..order.actions import order_created
from ..order.models import Order, OrderLine
from ..product.models import ProductTranslation, ProductVariantTranslation
from ..warehouse.management import allocate_stocks
from .calculations import PricedLine, fetch_prices, voucher_discounts
from .error_codes import CheckoutErrorCode
from .models import Checkout


def complete_checkout(checkout: Checkout, manager, user: User | None, redirect_url: str | None = None) -> Order:
    """Make an order of the checkout, delete the checkout, and tell the plugins after the commit.

    In one transaction: the voucher is used up, the stock is promised, the order is written. Raises
    ValidationError if something is missing, sold out or no longer valid; then nothing has happened.
    """
    try:
        with traced_atomic_transaction():
            # Two tabs may press the button at once: the second finds no checkout any more.
            locked = Checkout.objects.select_for_update(of=["self"]).filter(pk=checkout.pk).first()
            if not locked:
                return Order.objects.get(checkout_token=str(checkout.pk))
            order = _create_order(locked, user or locked.user, redirect_url)
            locked.delete()
            order_created(order, manager)
            return order
    except NotApplicable as error:
        code = CheckoutErrorCode.VOUCHER_NOT_APPLICABLE.value
        raise ValidationError({"voucher_code": ValidationError("Voucher not applicable", code=code)}) from error
    except InsufficientStock as error:
        raise ValidationError(
            f"Insufficient product stock: {', '.join(str(variant) for variant in error.items)}",
            code=CheckoutErrorCode.INSUFFICIENT_STOCK.value,
            params={"variants": [graphene.Node.to_global_id("ProductVariant", item.pk) for item in error.items]},
        ) from error


def _create_order(checkout: Checkout, user: User | None, redirect_url: str | None) -> Order:
    code = None
    if checkout.voucher_code:
        code = get_active_code(checkout.voucher_code, checkout.channel.slug)
        if not code:
            raise NotApplicable("Voucher expired in meantime. Order placement aborted.")
    lines = fetch_prices(checkout, force=True)
    if code:
        voucher_discounts(checkout, code.voucher, lines)  # complains if the cart does not qualify any more
        increase_voucher_usage(code.voucher, code, checkout.get_customer_email())

    channel = checkout.channel
    total = checkout.total_gross_amount
    undiscounted = sum((line.undiscounted_unit_price * line.quantity for line in lines), start=0)
    metadata = getattr(checkout, "metadata_storage", None)
    is_paid = total == 0
    order = Order.objects.create(
        channel=channel,
        currency=checkout.currency,
        user=user,
        user_email=checkout.get_customer_email() or "",
        language_code=checkout.language_code,
        origin=OrderOrigin.CHECKOUT,
        status=OrderStatus.UNCONFIRMED,
        charge_status=OrderChargeStatus.FULL if is_paid else OrderChargeStatus.NONE,
        authorize_status=OrderAuthorizeStatus.FULL if is_paid else OrderAuthorizeStatus.NONE,
        billing_address=checkout.billing_address and checkout.billing_address.get_copy(),
        shipping_address=checkout.shipping_address and checkout.shipping_address.get_copy(),
        checkout_token=str(checkout.pk),
        tracking_client_id=checkout.tracking_code or "",
        lines_count=len(lines),
        total_net_amount=total,
        total_gross_amount=total,
        subtotal_net_amount=checkout.subtotal_net_amount,
        subtotal_gross_amount=checkout.subtotal_gross_amount,
        undiscounted_total_net_amount=undiscounted,
        undiscounted_total_gross_amount=undiscounted,
        voucher=code.voucher if code else None,
        voucher_code=code.code if code else None,
        customer_note=checkout.note,
        redirect_url=redirect_url or checkout.redirect_url,
        metadata=metadata.metadata if metadata else {},
        private_metadata=metadata.private_metadata if metadata else {},
    )
    order_lines = _create_lines(order, lines)
    if code:
        _keep_discount(order, code, checkout, list(zip(order_lines, lines, strict=True)))
    allocate_stocks(order_lines, channel.slug)
    if user:
        User.objects.filter(pk=user.pk).update(number_of_orders=F("number_of_orders") + 1)
    return order


def _create_lines(order: Order, lines: list[PricedLine]) -> list[OrderLine]:
    product_names = dict(
        ProductTranslation.objects.filter(
            product_id__in=[line.variant.product_id for line in lines],
            language_code=order.language_code,
            name__isnull=False,
        ).values_list("product_id", "name")
    )
    variant_names = dict(
        ProductVariantTranslation.objects.filter(
            product_variant_id__in=[line.variant.pk for line in lines], language_code=order.language_code
        ).values_list("product_variant_id", "name")
    )
    order_lines = []
    for priced in lines:
        variant, total = priced.variant, priced.line.total_price_gross_amount
        unit_price = total / priced.quantity
        undiscounted_total = priced.undiscounted_unit_price * priced.quantity
        order_lines.append(
            OrderLine(
                order=order,
                variant=variant,
                product_name=str(variant.product),
                variant_name=str(variant),
                translated_product_name=product_names.get(variant.product_id, ""),
                translated_variant_name=variant_names.get(variant.pk, ""),
                product_sku=variant.sku,
                product_variant_id=graphene.Node.to_global_id("ProductVariant", variant.pk),
                product_type_id=variant.product.product_type_id,
                is_shipping_required=variant.is_shipping_required(),
                is_gift_card=variant.is_gift_card(),
                is_gift=priced.line.is_gift,
                quantity=priced.quantity,
                currency=order.currency,
                unit_price_net_amount=unit_price,
                unit_price_gross_amount=unit_price,
                total_price_net_amount=total,
                total_price_gross_amount=total,
                undiscounted_unit_price_net_amount=priced.undiscounted_unit_price,
                undiscounted_unit_price_gross_amount=priced.undiscounted_unit_price,
                undiscounted_total_price_net_amount=undiscounted_total,
                undiscounted_total_price_gross_amount=undiscounted_total,
                unit_discount_amount=priced.undiscounted_unit_price - unit_price,
                voucher_code=order.voucher_code,
                metadata=priced.line.metadata,
                private_metadata=priced.line.private_metadata,
            )
        )
    OrderLine.objects.bulk_create(order_lines)
    return order_lines


def _keep_discount(order: Order, code, checkout: Checkout, lines: list[tuple[OrderLine, PricedLine]]):
    voucher = code.voucher
    terms = {
        "type": DiscountType.VOUCHER,
        "value_type": voucher.discount_value_type,
        "value": listing_for(voucher, order.channel).discount_value,
        "currency": order.currency,
        "name": voucher.name,
        "reason": f"Voucher code: {code.code}",
        "voucher": voucher,
        "voucher_code": code.code,
    }
    if voucher.type != VoucherType.SPECIFIC_PRODUCT and not voucher.apply_once_per_order:
        OrderDiscount.objects.create(order=order, amount_value=checkout.discount_amount, **terms)
        return
    reductions = [(line, priced.undiscounted_total - line.total_price_gross_amount) for line, priced in lines]
    OrderLineDiscount.objects.bulk_create(
        OrderLineDiscount(line=line, unique_type=DiscountType.VOUCHER, amount_value=amount, **terms)
        for line, amount in reductions
        if amount
    )
