import graphene
from django.core.exceptions import ValidationError

from ....order.actions import cancel_order, mark_order_as_paid_with_payment
from ....order.error_codes import OrderErrorCode
from ....permission.enums import OrderPermissions
from ...core.context import SyncWebhookControlContext
from ...core.mutations import BaseMutation
from ...core.types import OrderError
from ...plugins.dataloaders import get_plugin_manager_promise
from ..types import Order


class OrderMarkAsPaid(BaseMutation):
    order = graphene.Field(Order, description="Order marked as paid.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the order to mark paid.")
        transaction_reference = graphene.String(description="The external transaction reference.")

    class Meta:
        description = "Mark order as manually paid."
        permissions = (OrderPermissions.MANAGE_ORDERS,)
        error_type_class = OrderError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, id, transaction_reference=None):
        order = cls.get_node_or_error(info, id, only_type=Order)
        if not order.billing_address_id:
            message = "Order billing address is required to mark order as paid."
            raise ValidationError(message, code=OrderErrorCode.BILLING_ADDRESS_NOT_SET.value)
        if order.payments.exists() or order.payment_transactions.exists():
            message = "Orders with payments can not be manually marked as paid."
            error = ValidationError(message, code=OrderErrorCode.PAYMENT_ERROR.value)
            raise ValidationError({"payment": error})
        manager = get_plugin_manager_promise(info.context).get()
        mark_order_as_paid_with_payment(order, manager, transaction_reference)
        return cls(order=SyncWebhookControlContext(order))


class OrderCancel(BaseMutation):
    order = graphene.Field(Order, description="Canceled order.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the order to cancel.")

    class Meta:
        description = "Cancel an order."
        permissions = (OrderPermissions.MANAGE_ORDERS,)
        error_type_class = OrderError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, id):
        order = cls.get_node_or_error(info, id, only_type=Order)
        if not order.can_cancel():
            code = OrderErrorCode.CANNOT_CANCEL_ORDER.value
            raise ValidationError({"order": ValidationError("This order can't be canceled.", code=code)})
        cancel_order(order, get_plugin_manager_promise(info.context).get())
        return cls(order=SyncWebhookControlContext(order))
