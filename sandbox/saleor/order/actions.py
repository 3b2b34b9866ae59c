"""What happens to an order, and which hooks tell of it, in Saleor's order."""

from ..core.notify import NotifyEventType
from ..core.tracing import traced_atomic_transaction
from ..core.utils.events import call_event
from ..payment import ChargeStatus, CustomPaymentChoices
from ..payment.models import Payment
from ..warehouse.management import deallocate_stock_for_order, decrease_stock
from . import FulfillmentStatus, OrderAuthorizeStatus, OrderChargeStatus, OrderStatus
from .models import Fulfillment, FulfillmentLine, Order


def _notify(manager, event: str, order: Order):
    payload = {
        "order": {"id": str(order.pk), "number": order.number},
        "recipient_email": order.get_customer_email(),
    }
    call_event(manager.notify, event, lambda: payload, channel_slug=order.channel.slug)


def order_created(order: Order, manager) -> None:
    """Tell of a new order. As long as nothing was paid it stays unconfirmed, although order_confirmed is told."""
    is_confirmed = order.channel.automatically_confirm_all_new_orders
    call_event(manager.order_created, order)
    if order.charge_status == OrderChargeStatus.FULL:  # it cost nothing
        if is_confirmed:
            order.status = OrderStatus.UNFULFILLED
            order.save(update_fields=["status", "updated_at"])
        call_event(manager.order_paid, order)
        _notify(manager, NotifyEventType.ORDER_PAYMENT_CONFIRMATION, order)
        call_event(manager.order_fully_paid, order)
        call_event(manager.order_updated, order)
    if is_confirmed:
        call_event(manager.order_confirmed, order)
    _notify(manager, NotifyEventType.ORDER_CONFIRMATION, order)


@traced_atomic_transaction()
def mark_order_as_paid_with_payment(order: Order, manager, external_reference: str | None = None) -> None:
    """Note that the whole order was paid in some way the shop did not see. There is no order_paid hook."""
    Payment.objects.create(
        order=order,
        gateway=CustomPaymentChoices.MANUAL,
        charge_status=ChargeStatus.FULLY_CHARGED,
        total=order.total_gross_amount,
        captured_amount=order.total_gross_amount,
        currency=order.currency,
        billing_email=order.user_email,
        psp_reference=external_reference,
    )
    order.total_charged_amount = order.total_gross_amount
    order.charge_status = OrderChargeStatus.FULL
    order.authorize_status = OrderAuthorizeStatus.FULL
    order.save(update_fields=["total_charged_amount", "charge_status", "authorize_status", "updated_at"])
    call_event(manager.order_fully_paid, order)
    call_event(manager.order_updated, order)


@traced_atomic_transaction()
def cancel_order(order: Order, manager) -> None:
    deallocate_stock_for_order(order)
    order.status = OrderStatus.CANCELED
    order.save(update_fields=["status", "updated_at"])
    call_event(manager.order_cancelled, order)
    call_event(manager.order_updated, order)
    _notify(manager, NotifyEventType.ORDER_CANCELED, order)


@traced_atomic_transaction()
def fulfill_order(
    order: Order, lines_by_warehouse: dict, manager, notify_customer: bool, tracking_number: str
) -> list[Fulfillment]:
    """Send pieces of an order, one parcel per warehouse: {warehouse pk: [(order line, quantity)]}.

    Raises InsufficientStock if a warehouse has fewer.
    """
    fulfillments = []
    for warehouse_pk, pieces in lines_by_warehouse.items():
        fulfillment = Fulfillment.objects.create(
            order=order, status=FulfillmentStatus.FULFILLED, tracking_number=tracking_number
        )
        for line, quantity in pieces:
            tracked = line.variant and line.variant.track_inventory
            stock = decrease_stock(line, quantity, warehouse_pk) if tracked else None
            FulfillmentLine.objects.create(fulfillment=fulfillment, order_line=line, quantity=quantity, stock=stock)
            line.quantity_fulfilled += quantity
            line.save(update_fields=["quantity_fulfilled"])
        fulfillments.append(fulfillment)

    is_complete = all(not line.quantity_unfulfilled for line in order.lines.all())
    order.status = OrderStatus.FULFILLED if is_complete else OrderStatus.PARTIALLY_FULFILLED
    order.save(update_fields=["status", "updated_at"])

    for fulfillment in fulfillments:
        call_event(manager.fulfillment_created, fulfillment, notify_customer)
    if is_complete:
        for fulfillment in fulfillments:
            call_event(manager.fulfillment_approved, fulfillment, notify_customer)
    call_event(manager.order_updated, order)
    if is_complete:
        call_event(manager.order_fulfilled, order)
    if notify_customer:
        _notify(manager, NotifyEventType.ORDER_FULFILLMENT_CONFIRMATION, order)
    return fulfillments
