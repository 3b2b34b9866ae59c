import graphene
from django.conf import settings

from ....checkout import models
from ....checkout.error_codes import CheckoutErrorCode
from ....core.tracing import traced_atomic_transaction
from ...account.i18n import AddressInput, address_from_input
from ...channel.utils import validate_channel
from ...core.context import SyncWebhookControlContext
from ...core.enums import LanguageCodeEnum
from ...core.mutations import BaseMutation
from ...core.scalars import PositiveDecimal
from ...core.types import BaseInputObjectType, CheckoutError, NonNullList
from ...meta.types import MetadataInput
from ...plugins.dataloaders import get_plugin_manager_promise
from ..types import Checkout
from .lines import add_lines


class CheckoutLineInput(BaseInputObjectType):
    quantity = graphene.Int(required=True, description="The number of items purchased.")
    variant_id = graphene.ID(required=True, description="ID of the product variant.")
    price = PositiveDecimal(description="Custom price of the item; only for apps that handle checkouts.")
    force_new_line = graphene.Boolean(default_value=False)
    metadata = NonNullList(MetadataInput, description="Metadata of the line.")


class CheckoutCreateInput(BaseInputObjectType):
    channel = graphene.String(description="Slug of a channel in which to create a checkout.")
    lines = NonNullList(CheckoutLineInput, required=True, description="The initial items.")
    email = graphene.String(description="The customer's email address.")
    shipping_address = AddressInput()
    billing_address = AddressInput()
    language_code = graphene.Argument(LanguageCodeEnum, description="Checkout language code.")
    metadata = NonNullList(MetadataInput, description="Checkout public metadata.")


class CheckoutCreate(BaseMutation):
    checkout = graphene.Field(Checkout)

    class Arguments:
        input = CheckoutCreateInput(required=True, description="Fields required to create checkout.")

    class Meta:
        description = "Create a new checkout."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, input):
        channel = validate_channel(input.get("channel"), CheckoutErrorCode)
        user = info.context.user
        manager = get_plugin_manager_promise(info.context).get()
        addresses = {
            field: address_from_input(input[field], field=field)
            for field in ("shipping_address", "billing_address")
            if input.get(field)
        }
        with traced_atomic_transaction():
            checkout = models.Checkout(
                channel=channel,
                currency=channel.currency_code,
                country=channel.default_country,
                user=user,
                email=input.get("email") or (user.email if user else None),
                language_code=input.get("language_code") or settings.LANGUAGE_CODE,
                shipping_address=user.default_shipping_address if user else None,
                billing_address=user.default_billing_address if user else None,
            )
            for field, address in addresses.items():
                address.save()
                setattr(checkout, field, address)
            cls.clean_instance(info, checkout)
            checkout.save()
            metadata = {item["key"]: item["value"] for item in input.get("metadata") or ()}
            models.CheckoutMetadata.objects.create(checkout=checkout, metadata=metadata)
            add_lines(cls, info, checkout, input["lines"])
            cls.call_event(manager.checkout_created, checkout)
        return cls(checkout=SyncWebhookControlContext(checkout))
