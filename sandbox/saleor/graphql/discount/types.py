import graphene
from graphene import relay

from ...discount import DiscountType, DiscountValueType, VoucherType, models
from ..channel.types import Channel
from ..core.connection import CountableConnection, create_connection_slice
from ..core.context import get_database_connection_name
from ..core.enums import to_enum
from ..core.fields import ConnectionField
from ..core.reading import reads
from ..core.scalars import DateTime
from ..core.types import ChannelContextType, ModelObjectType, Money, NonNullList
from ..core.types.money import Amount
from ..meta.types import ObjectWithMetadata

OrderDiscountType = to_enum(DiscountType, type_name="OrderDiscountType")
VoucherTypeEnum = to_enum(VoucherType, type_name="VoucherTypeEnum")
DiscountValueTypeEnum = to_enum(DiscountValueType, type_name="DiscountValueTypeEnum")


class VoucherCode(ModelObjectType[models.VoucherCode]):
    id = graphene.GlobalID(required=True)
    code = graphene.String()
    used = graphene.Int()
    is_active = graphene.Boolean()
    created_at = DateTime(required=True)

    class Meta:
        model = models.VoucherCode


class VoucherCodeCountableConnection(CountableConnection):
    class Meta:
        node = VoucherCode


class VoucherChannelListing(ModelObjectType[models.VoucherChannelListing]):
    id = graphene.GlobalID(required=True)
    channel = graphene.Field(Channel, required=True)
    discount_value = graphene.Float(required=True)
    currency = graphene.String(required=True)
    min_spent = graphene.Field(Money)

    class Meta:
        interfaces = [relay.Node]
        model = models.VoucherChannelListing

    @staticmethod
    def resolve_min_spent(root, _info):
        return None if root.min_spent_amount is None else Amount(root.min_spent_amount, root.currency)


class Voucher(ChannelContextType[models.Voucher]):
    id = graphene.GlobalID(required=True)
    name = graphene.String()
    codes = ConnectionField(VoucherCodeCountableConnection)
    code = graphene.String()
    usage_limit = graphene.Int()
    start_date = DateTime(required=True)
    end_date = DateTime()
    apply_once_per_order = graphene.Boolean(required=True)
    apply_once_per_customer = graphene.Boolean(required=True)
    single_use = graphene.Boolean(required=True)
    only_for_staff = graphene.Boolean(required=True)
    min_checkout_items_quantity = graphene.Int()
    discount_value_type = DiscountValueTypeEnum(required=True)
    type = VoucherTypeEnum(required=True)
    channel_listings = NonNullList(VoucherChannelListing)

    class Meta:
        description = "Vouchers allow giving discounts to particular customers."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Voucher
        default_resolver = ChannelContextType.resolver_with_context

    @staticmethod
    @reads
    def resolve_code(root, info):
        codes = root.node.codes.using(get_database_connection_name(info.context))
        code = codes.last()
        return code.code if code else None

    @staticmethod
    def resolve_codes(root, info, **kwargs):
        codes = root.node.codes.using(get_database_connection_name(info.context))
        return create_connection_slice(codes, info, kwargs, VoucherCodeCountableConnection)

    @staticmethod
    @reads
    def resolve_channel_listings(root, info):
        listings = root.node.channel_listings.using(get_database_connection_name(info.context))
        return listings.select_related("channel")


class VoucherCountableConnection(CountableConnection):
    class Meta:
        node = Voucher


class OrderDiscount(ModelObjectType[models.OrderDiscount]):
    id = graphene.GlobalID(required=True)
    type = OrderDiscountType(required=True)
    name = graphene.String()
    reason = graphene.String()
    amount = graphene.Field(Money, required=True)

    class Meta:
        interfaces = [relay.Node]
        model = models.OrderDiscount

    @staticmethod
    def resolve_amount(root, _info):
        return Amount(root.amount_value, root.currency)
