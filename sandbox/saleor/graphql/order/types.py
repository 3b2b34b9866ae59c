import graphene
from graphene import relay

from ...core.exceptions import PermissionDenied
from ...discount.models import OrderDiscount as OrderDiscountModel
from ...order import FulfillmentStatus as FulfillmentStatuses
from ...order import OrderAuthorizeStatus, OrderChargeStatus, OrderOrigin, models
from ...order import OrderStatus as OrderStatuses
from ...permission.auth_filters import AuthorizationFilters
from ...permission.enums import AccountPermissions, OrderPermissions
from ..account.dataloaders import AddressByIdLoader, UserByUserIdLoader
from ..account.types import Address, User
from ..channel.dataloaders import ChannelByIdLoader
from ..channel.types import Channel
from ..core.connection import CountableConnection
from ..core.context import ChannelContext, SyncWebhookControlContext
from ..core.dataloaders import DataLoader
from ..core.enums import LanguageCodeEnum, to_enum
from ..core.reading import reads
from ..core.scalars import DateTime
from ..core.types import (
    Money,
    NonNullList,
    SyncWebhookControlContextModelObjectType,
    TaxedMoney,
)
from ..core.types.money import Amount, TaxedAmount
from ..discount.types import OrderDiscount
from ..meta.types import ObjectWithMetadata
from ..product.dataloaders import GroupedLoader, ProductVariantByIdLoader
from ..product.types import ProductVariant
from ..utils import get_user_or_app_from_context

OrderStatus = to_enum(OrderStatuses, type_name="OrderStatus")
OrderOriginEnum = to_enum(OrderOrigin)
OrderChargeStatusEnum = to_enum(OrderChargeStatus)
OrderAuthorizeStatusEnum = to_enum(OrderAuthorizeStatus)
FulfillmentStatus = to_enum(FulfillmentStatuses, type_name="FulfillmentStatus")


class OrderLinesByOrderIdLoader(GroupedLoader):
    context_key = "orderlines_by_order"
    column = "order_id"

    def rows(self, keys):
        return models.OrderLine.objects.using(self.database_connection_name).filter(order_id__in=keys)


class OrderByIdLoader(DataLoader):
    context_key = "order_by_id"

    def batch_load(self, keys):
        orders = models.Order.objects.using(self.database_connection_name).in_bulk(keys)
        return [orders.get(key) for key in keys]


class FulfillmentsByOrderIdLoader(GroupedLoader):
    context_key = "fulfillments_by_order"
    column = "order_id"

    def rows(self, keys):
        return models.Fulfillment.objects.using(self.database_connection_name).filter(order_id__in=keys)


class DiscountsByOrderIdLoader(GroupedLoader):
    context_key = "orderdiscounts_by_order"
    column = "order_id"

    def rows(self, keys):
        return OrderDiscountModel.objects.using(self.database_connection_name).filter(order_id__in=keys)


def _taxed(row, name: str) -> TaxedAmount:
    net, gross = (getattr(row, f"{name}_{kind}_amount") for kind in ("net", "gross"))
    return TaxedAmount(Amount(net, row.currency), Amount(gross, row.currency))


def _money(name: str):
    """Return a resolver of <name>_net_amount and <name>_gross_amount."""
    return staticmethod(lambda root, _info: _taxed(root.node, name))


class OrderLine(SyncWebhookControlContextModelObjectType[models.OrderLine]):
    id = graphene.GlobalID(required=True)
    product_name = graphene.String(required=True)
    variant_name = graphene.String(required=True)
    translated_product_name = graphene.String(required=True)
    translated_variant_name = graphene.String(required=True)
    product_sku = graphene.String()
    product_variant_id = graphene.String()
    is_shipping_required = graphene.Boolean(required=True)
    quantity = graphene.Int(required=True)
    quantity_fulfilled = graphene.Int(required=True)
    quantity_to_fulfill = graphene.Int(required=True)
    unit_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_unit_price = graphene.Field(TaxedMoney, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_total_price = graphene.Field(TaxedMoney, required=True)
    variant = graphene.Field(ProductVariant)
    voucher_code = graphene.String()
    is_gift = graphene.Boolean()

    class Meta:
        description = "Represents order line of particular order."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.OrderLine
        default_resolver = SyncWebhookControlContextModelObjectType.resolver_with_context

    resolve_unit_price = _money("unit_price")
    resolve_undiscounted_unit_price = _money("undiscounted_unit_price")
    resolve_total_price = _money("total_price")
    resolve_undiscounted_total_price = _money("undiscounted_total_price")

    @staticmethod
    def resolve_quantity_to_fulfill(root, _info):
        return root.node.quantity_unfulfilled

    @staticmethod
    def resolve_variant(root, info):
        if not root.node.variant_id:
            return None

        def in_channel(order):
            channel = ChannelByIdLoader(info.context).load(order.channel_id)
            variant = ProductVariantByIdLoader(info.context).load(root.node.variant_id)
            return channel.then(lambda found: variant.then(lambda node: ChannelContext(node, found.slug)))

        return OrderByIdLoader(info.context).load(root.node.order_id).then(in_channel)


class Fulfillment(SyncWebhookControlContextModelObjectType[models.Fulfillment]):
    id = graphene.GlobalID(required=True)
    fulfillment_order = graphene.Int(required=True)
    status = FulfillmentStatus(required=True)
    tracking_number = graphene.String(required=True)
    created = DateTime(required=True)

    class Meta:
        description = "Represents order fulfillment."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Fulfillment
        default_resolver = SyncWebhookControlContextModelObjectType.resolver_with_context

    @staticmethod
    def resolve_created(root, _info):
        return root.node.created_at


class Order(SyncWebhookControlContextModelObjectType[models.Order]):
    id = graphene.GlobalID(required=True)
    created = DateTime(required=True)
    updated_at = DateTime(required=True)
    status = OrderStatus(required=True)
    status_display = graphene.String(required=True)
    user = graphene.Field(User)
    tracking_client_id = graphene.String(required=True)
    billing_address = graphene.Field(Address)
    shipping_address = graphene.Field(Address)
    channel = graphene.Field(Channel, required=True)
    fulfillments = NonNullList(Fulfillment, required=True)
    lines = NonNullList(OrderLine, required=True)
    number = graphene.String(required=True)
    origin = OrderOriginEnum(required=True)
    is_paid = graphene.Boolean(required=True)
    authorize_status = OrderAuthorizeStatusEnum(required=True)
    charge_status = OrderChargeStatusEnum(required=True)
    total = graphene.Field(TaxedMoney, required=True)
    undiscounted_total = graphene.Field(TaxedMoney, required=True)
    shipping_price = graphene.Field(TaxedMoney, required=True)
    subtotal = graphene.Field(TaxedMoney, required=True)
    total_charged = graphene.Field(Money, required=True)
    voucher_code = graphene.String()
    customer_note = graphene.String(required=True)
    redirect_url = graphene.String()
    user_email = graphene.String()
    language_code_enum = graphene.Field(LanguageCodeEnum, required=True)
    discounts = NonNullList(OrderDiscount, required=True)
    external_reference = graphene.String()
    checkout_id = graphene.ID()

    class Meta:
        description = "Represents an order in the shop."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Order
        default_resolver = SyncWebhookControlContextModelObjectType.resolver_with_context

    resolve_total = _money("total")
    resolve_undiscounted_total = _money("undiscounted_total")
    resolve_shipping_price = _money("shipping_price")
    resolve_subtotal = _money("subtotal")

    @staticmethod
    def resolve_created(root, _info):
        return root.node.created_at

    @staticmethod
    def resolve_number(root, _info):
        return str(root.node.number)

    @staticmethod
    def resolve_status_display(root, _info):
        return root.node.get_status_display()

    @staticmethod
    def resolve_is_paid(root, _info):
        return root.node.is_fully_paid()

    @staticmethod
    def resolve_language_code_enum(root, _info):
        return root.node.language_code

    @staticmethod
    def resolve_total_charged(root, _info):
        return Amount(root.node.total_charged_amount, root.node.currency)

    @staticmethod
    def resolve_checkout_id(root, _info):
        token = root.node.checkout_token
        return graphene.Node.to_global_id("Checkout", token) if token else None

    @staticmethod
    def resolve_user(root, info):
        if not root.node.user_id:
            return None
        requestor = get_user_or_app_from_context(info.context)
        is_owner = bool(info.context.user) and info.context.user.pk == root.node.user_id
        allowed = [AccountPermissions.MANAGE_USERS, OrderPermissions.MANAGE_ORDERS]
        if not is_owner and not (requestor and any(map(requestor.has_perm, allowed))):
            raise PermissionDenied(permissions=[*allowed, AuthorizationFilters.OWNER])
        return UserByUserIdLoader(info.context).load(root.node.user_id)

    @staticmethod
    @reads
    def resolve_user_email(root, _info):
        # Whoever knows the id of an order, a UUID, may see whose it is: as in Saleor.
        return root.node.get_customer_email()

    @staticmethod
    def resolve_billing_address(root, info):
        address_id = root.node.billing_address_id
        return AddressByIdLoader(info.context).load(address_id) if address_id else None

    @staticmethod
    def resolve_shipping_address(root, info):
        address_id = root.node.shipping_address_id
        return AddressByIdLoader(info.context).load(address_id) if address_id else None

    @staticmethod
    def resolve_channel(root, info):
        return ChannelByIdLoader(info.context).load(root.node.channel_id)

    @staticmethod
    def resolve_lines(root, info):
        lines = OrderLinesByOrderIdLoader(info.context).load(root.node.pk)
        return lines.then(lambda rows: [SyncWebhookControlContext(row) for row in rows])

    @staticmethod
    def resolve_fulfillments(root, info):
        fulfillments = FulfillmentsByOrderIdLoader(info.context).load(root.node.pk)
        return fulfillments.then(lambda rows: [SyncWebhookControlContext(row) for row in rows])

    @staticmethod
    def resolve_discounts(root, info):
        return DiscountsByOrderIdLoader(info.context).load(root.node.pk)


class OrderCountableConnection(CountableConnection):
    class Meta:
        node = Order
