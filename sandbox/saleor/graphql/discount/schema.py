import graphene
from django.core.exceptions import ValidationError

from ...core.tracing import traced_atomic_transaction
from ...core.utils.promo_code import generate_promo_code, is_available_promo_code
from ...discount import models
from ...discount.error_codes import DiscountErrorCode
from ...permission.enums import DiscountPermissions
from ..core.connection import create_connection_slice
from ..core.context import ChannelContext, ChannelQsContext, get_database_connection_name
from ..core.fields import ConnectionField, PermissionsField
from ..core.mutations import BaseMutation
from ..core.scalars import DateTime
from ..core.types import BaseInputObjectType, DiscountError, NonNullList
from ..core.utils import from_global_id_or_error
from ..plugins.dataloaders import get_plugin_manager_promise
from .types import DiscountValueTypeEnum, Voucher, VoucherCountableConnection, VoucherTypeEnum


class VoucherInput(BaseInputObjectType):
    type = VoucherTypeEnum(description="Voucher type.")
    name = graphene.String(description="Voucher name.")
    code = graphene.String(description="Code to use the voucher. Use `addCodes` instead.")
    add_codes = NonNullList(graphene.String, description="List of codes to add.")
    start_date = DateTime(description="Start date of the voucher in ISO 8601 format.")
    end_date = DateTime(description="End date of the voucher in ISO 8601 format.")
    discount_value_type = DiscountValueTypeEnum(description="Fixed or percentage.")
    min_checkout_items_quantity = graphene.Int()
    apply_once_per_order = graphene.Boolean()
    apply_once_per_customer = graphene.Boolean()
    only_for_staff = graphene.Boolean()
    single_use = graphene.Boolean()
    usage_limit = graphene.Int()


class VoucherCreate(BaseMutation):
    voucher = graphene.Field(Voucher)

    class Arguments:
        input = VoucherInput(required=True, description="Fields required to create a voucher.")

    class Meta:
        description = "Creates a new voucher."
        permissions = (DiscountPermissions.MANAGE_DISCOUNTS,)
        error_type_class = DiscountError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input):
        manager = get_plugin_manager_promise(info.context).get()
        data = dict(input)
        codes = [*(data.pop("add_codes", None) or ()), *filter(None, [data.pop("code", None)])]
        codes = codes or [generate_promo_code()]
        for code in codes:
            if not is_available_promo_code(code) or codes.count(code) > 1:
                message = "Promo code already exists."
                error = ValidationError(message, code=DiscountErrorCode.ALREADY_EXISTS.value)
                raise ValidationError({"codes": error})
        with traced_atomic_transaction():
            voucher = cls.construct_instance(models.Voucher(), data)
            cls.clean_instance(info, voucher)
            voucher.save()
            rows = models.VoucherCode.objects.bulk_create(
                models.VoucherCode(voucher=voucher, code=code) for code in codes
            )
            cls.call_event(manager.voucher_codes_created, rows)
            cls.call_event(manager.voucher_created, voucher, codes[0])
        return cls(voucher=ChannelContext(voucher, None))


class DiscountQueries(graphene.ObjectType):
    voucher = PermissionsField(
        Voucher,
        id=graphene.Argument(graphene.ID, required=True, description="ID of the voucher."),
        channel=graphene.String(description="Slug of a channel."),
        description="Look up a voucher by ID.",
        permissions=[DiscountPermissions.MANAGE_DISCOUNTS],
    )
    vouchers = ConnectionField(
        VoucherCountableConnection,
        channel=graphene.String(description="Slug of a channel."),
        description="List of the shop's vouchers.",
        permissions=[DiscountPermissions.MANAGE_DISCOUNTS],
    )

    @staticmethod
    def resolve_voucher(_root, info, *, id, channel=None):
        pk = from_global_id_or_error(id, "Voucher")[1]
        vouchers = models.Voucher.objects.using(get_database_connection_name(info.context))
        voucher = vouchers.filter(pk=pk).first()
        return ChannelContext(voucher, channel) if voucher else None

    @staticmethod
    def resolve_vouchers(_root, info, *, channel=None, **kwargs):
        vouchers = models.Voucher.objects.using(get_database_connection_name(info.context))
        if channel:
            vouchers = vouchers.filter(channel_listings__channel__slug=channel)
        return create_connection_slice(ChannelQsContext(vouchers, channel), info, kwargs, VoucherCountableConnection)


class DiscountMutations(graphene.ObjectType):
    voucher_create = VoucherCreate.Field()
