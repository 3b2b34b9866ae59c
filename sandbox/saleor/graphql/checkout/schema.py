import uuid

import graphene

from ...checkout import models
from ...core.exceptions import PermissionDenied
from ...permission.enums import AccountPermissions, CheckoutPermissions
from ..core.connection import create_connection_slice_for_sync_webhook_control_context
from ..core.context import SyncWebhookControlContext, get_database_connection_name
from ..core.fields import BaseField, ConnectionField
from ..core.scalars import UUID
from ..core.utils import from_global_id_or_error
from ..utils import get_user_or_app_from_context
from .mutations.checkout_complete import CheckoutComplete
from .mutations.checkout_create import CheckoutCreate
from .mutations.checkout_customer import (
    CheckoutBillingAddressUpdate,
    CheckoutCustomerAttach,
    CheckoutEmailUpdate,
    CheckoutShippingAddressUpdate,
)
from .mutations.checkout_lines import CheckoutLineDelete, CheckoutLinesAdd, CheckoutLinesUpdate
from .mutations.checkout_promo_code import CheckoutAddPromoCode, CheckoutRemovePromoCode
from .types import Checkout, CheckoutCountableConnection

READERS = [CheckoutPermissions.MANAGE_CHECKOUTS, AccountPermissions.IMPERSONATE_USER]


class CheckoutQueries(graphene.ObjectType):
    checkout = BaseField(
        Checkout,
        id=graphene.Argument(graphene.ID, description="The checkout's ID."),
        token=graphene.Argument(UUID, description="The checkout's token."),
        description="Look up a checkout by id: whoever knows it may see it, as long as the channel is open.",
    )
    checkouts = ConnectionField(
        CheckoutCountableConnection,
        channel=graphene.String(description="Slug of a channel."),
        description="List of checkouts.",
        permissions=[CheckoutPermissions.MANAGE_CHECKOUTS],
    )

    @staticmethod
    def resolve_checkout(_root, info, *, id=None, token=None):
        if id:
            token = uuid.UUID(from_global_id_or_error(id, "Checkout", raise_error=True)[1])
        connection = get_database_connection_name(info.context)
        checkouts = models.Checkout.objects.using(connection).select_related("channel", "metadata_storage")
        checkout = checkouts.filter(token=token).first()
        if not checkout:
            return None
        requestor = get_user_or_app_from_context(info.context)
        if not checkout.channel.is_active and not (requestor and any(map(requestor.has_perm, READERS))):
            raise PermissionDenied(permissions=READERS)
        return SyncWebhookControlContext(checkout)

    @staticmethod
    def resolve_checkouts(_root, info, *, channel=None, **kwargs):
        connection = get_database_connection_name(info.context)
        checkouts = models.Checkout.objects.using(connection).select_related("channel", "metadata_storage")
        if channel:
            checkouts = checkouts.filter(channel__slug=channel)
        return create_connection_slice_for_sync_webhook_control_context(
            checkouts, info, kwargs, CheckoutCountableConnection, allow_sync_webhooks=False
        )


class CheckoutMutations(graphene.ObjectType):
    checkout_add_promo_code = CheckoutAddPromoCode.Field()
    checkout_billing_address_update = CheckoutBillingAddressUpdate.Field()
    checkout_complete = CheckoutComplete.Field()
    checkout_create = CheckoutCreate.Field()
    checkout_customer_attach = CheckoutCustomerAttach.Field()
    checkout_email_update = CheckoutEmailUpdate.Field()
    checkout_line_delete = CheckoutLineDelete.Field()
    checkout_lines_add = CheckoutLinesAdd.Field()
    checkout_lines_update = CheckoutLinesUpdate.Field()
    checkout_remove_promo_code = CheckoutRemovePromoCode.Field()
    checkout_shipping_address_update = CheckoutShippingAddressUpdate.Field()
