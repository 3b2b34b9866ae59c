from collections import defaultdict
from uuid import UUID

import graphene
from django.core.exceptions import ValidationError

from ....core.exceptions import InsufficientStock
from ....order.actions import fulfill_order
from ....order.error_codes import OrderErrorCode
from ....order.models import OrderLine as OrderLineModel
from ....permission.enums import OrderPermissions
from ....site.models import SiteSettings
from ...core.context import SyncWebhookControlContext
from ...core.mutations import BaseMutation
from ...core.types import BaseInputObjectType, NonNullList, OrderError
from ...plugins.dataloaders import get_plugin_manager_promise
from ..types import Fulfillment, Order, OrderLine


class OrderFulfillStockInput(BaseInputObjectType):
    quantity = graphene.Int(required=True, description="How many pieces to send from the warehouse.")
    warehouse = graphene.ID(required=True, description="ID of the warehouse.")


class OrderFulfillLineInput(BaseInputObjectType):
    order_line_id = graphene.ID(description="The ID of the order line.")
    stocks = NonNullList(OrderFulfillStockInput, required=True, description="Where the pieces come from.")


class OrderFulfillInput(BaseInputObjectType):
    lines = NonNullList(OrderFulfillLineInput, required=True, description="What to send.")
    notify_customer = graphene.Boolean(description="If true, the customer is told.")
    tracking_number = graphene.String(description="Fulfillment tracking number.")


def _refuse(field: str, message: str, code: OrderErrorCode):
    raise ValidationError({field: ValidationError(message, code=code.value)})


class OrderFulfill(BaseMutation):
    fulfillments = NonNullList(Fulfillment, description="List of created fulfillments.")
    order = graphene.Field(Order, description="Fulfilled order.")

    class Arguments:
        order = graphene.ID(description="ID of the order to be fulfilled.", name="order")
        input = OrderFulfillInput(required=True, description="Fields required to create a fulfillment.")

    class Meta:
        description = "Creates new fulfillments for an order."
        permissions = (OrderPermissions.MANAGE_ORDERS,)
        error_type_class = OrderError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input, order=None):
        instance = cls.get_node_or_error(info, order, field="order", only_type=Order)
        if not instance:
            raise ValidationError("Order does not exist.", code=OrderErrorCode.NOT_FOUND.value)
        if not SiteSettings.objects.first().fulfillment_allow_unpaid and not instance.is_fully_paid():
            code = OrderErrorCode.CANNOT_FULFILL_UNPAID_ORDER
            _refuse("order", "Cannot fulfill unpaid order.", code)
        try:
            fulfillments = fulfill_order(
                instance,
                cls._pieces_by_warehouse(input["lines"], instance),
                get_plugin_manager_promise(info.context).get(),
                notify_customer=input.get("notify_customer", True),
                tracking_number=input.get("tracking_number") or "",
            )
        except InsufficientStock as error:
            _refuse("stocks", str(error), OrderErrorCode.INSUFFICIENT_STOCK)
        return cls(
            fulfillments=[SyncWebhookControlContext(row) for row in fulfillments],
            order=SyncWebhookControlContext(instance),
        )

    @classmethod
    def _pieces_by_warehouse(cls, lines_data: list[dict], order) -> dict:
        ids = [data["order_line_id"] for data in lines_data]
        lines = cls.get_nodes_or_error(
            ids,
            field="lines",
            only_type=OrderLine,
            qs=OrderLineModel.objects.filter(order=order).select_related("variant"),
        )
        pieces = defaultdict(list)
        for data, line in zip(lines_data, lines, strict=True):
            if sum(stock["quantity"] for stock in data["stocks"]) > line.quantity_unfulfilled:
                message = f"Only {line.quantity_unfulfilled} items remaining to fulfill."
                _refuse("order_line_id", message, OrderErrorCode.FULFILL_ORDER_LINE)
            for stock in data["stocks"]:
                if stock["quantity"] > 0:
                    warehouse_pk = cls.get_global_id_or_error(
                        stock["warehouse"], only_type="Warehouse", field="warehouse"
                    )
                    pieces[UUID(warehouse_pk)].append((line, stock["quantity"]))
        if not pieces:
            _refuse("lines", "Total quantity must be larger than 0.", OrderErrorCode.ZERO_QUANTITY)
        return pieces
