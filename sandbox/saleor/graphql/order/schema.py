import graphene
from graphql.error import GraphQLError

from ...order import models
from ...permission.enums import OrderPermissions
from ..core.connection import (
    create_connection_slice_for_sync_webhook_control_context,
    filter_connection_queryset,
)
from ..core.context import SyncWebhookControlContext, get_database_connection_name
from ..core.fields import BaseField, FilterConnectionField
from ..core.utils import from_global_id_or_error
from .filters import OrderFilterInput, OrderSortingInput
from .mutations.order_fulfill import OrderFulfill
from .mutations.order_status import OrderCancel, OrderMarkAsPaid
from .types import Order, OrderCountableConnection


class OrderQueries(graphene.ObjectType):
    order = BaseField(
        Order,
        id=graphene.Argument(graphene.ID, description="ID of an order."),
        external_reference=graphene.Argument(graphene.String, description="External ID of an order."),
        description="Look up an order by ID or external reference.",
    )
    orders = FilterConnectionField(
        OrderCountableConnection,
        sort_by=OrderSortingInput(description="Sort orders."),
        filter=OrderFilterInput(description="Filtering options for orders."),
        channel=graphene.String(description="Slug of a channel."),
        description="List of orders.",
        permissions=[OrderPermissions.MANAGE_ORDERS],
    )

    @staticmethod
    def resolve_order(_root, info, *, id=None, external_reference=None):
        if bool(id) == bool(external_reference):
            raise GraphQLError("Exactly one of arguments is required: 'id', 'external_reference'.")
        orders = models.Order.objects.using(get_database_connection_name(info.context))
        if id:
            orders = orders.filter(pk=from_global_id_or_error(id, "Order")[1])
        else:
            orders = orders.filter(external_reference=external_reference)
        order = orders.first()
        return SyncWebhookControlContext(order) if order else None

    @staticmethod
    def resolve_orders(_root, info, *, channel=None, **kwargs):
        orders = models.Order.objects.using(get_database_connection_name(info.context)).non_draft()
        if channel:
            orders = orders.filter(channel__slug=channel)
        orders = filter_connection_queryset(orders, kwargs, info.context, allow_replica=info.context.allow_replica)
        return create_connection_slice_for_sync_webhook_control_context(
            orders, info, kwargs, OrderCountableConnection, allow_sync_webhooks=False
        )


class OrderMutations(graphene.ObjectType):
    order_cancel = OrderCancel.Field()
    order_fulfill = OrderFulfill.Field()
    order_mark_as_paid = OrderMarkAsPaid.Field()
