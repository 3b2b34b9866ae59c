import graphene
from django.core.exceptions import ValidationError

from ....checkout.calculations import fetch_prices
from ....checkout.complete_checkout import complete_checkout
from ....checkout.error_codes import CheckoutErrorCode
from ....order.models import Order as OrderModel
from ...core.context import SyncWebhookControlContext
from ...core.fields import JSONString
from ...core.types import CheckoutError, NonNullList
from ...meta.types import MetadataInput
from ...order.types import Order
from ...plugins.dataloaders import get_plugin_manager_promise
from .base import CheckoutArguments, CheckoutFinder, refuse


class CheckoutComplete(CheckoutFinder):
    """Payment is outside the miniature: a channel takes orders unpaid, or takes only those that cost nothing."""

    order = graphene.Field(Order, description="Placed order.")
    confirmation_needed = graphene.Boolean(required=True, default_value=False)
    confirmation_data = JSONString(description="Data for the next step of a payment.")

    class Arguments(CheckoutArguments):
        redirect_url = graphene.String(description="URL of a view where users see the placed order.")
        metadata = NonNullList(MetadataInput, description="Metadata of the order.")

    class Meta:
        description = "Completes the checkout. As a result a new order is created."
        error_type_class = CheckoutError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, redirect_url=None, metadata=None, **ids):
        try:
            checkout = cls.get_checkout(info, **ids)
        except ValidationError:
            # Asked twice: the first answer may have been lost on its way.
            if order := cls._order_of(ids):
                return cls._answer(order)
            raise
        cls._check(checkout)
        if metadata:
            checkout.metadata_storage.store_value_in_metadata({item["key"]: item["value"] for item in metadata})
            checkout.metadata_storage.save()
        manager = get_plugin_manager_promise(info.context).get()
        return cls._answer(complete_checkout(checkout, manager, info.context.user, redirect_url))

    @classmethod
    def _answer(cls, order: OrderModel):
        return cls(order=SyncWebhookControlContext(order), confirmation_needed=False)

    @classmethod
    def _order_of(cls, ids: dict) -> OrderModel | None:
        token = ids.get("token")
        if global_id := ids.get("id") or ids.get("checkout_id"):
            token = cls.get_global_id_or_error(global_id, only_type="Checkout")
        return OrderModel.objects.non_draft().filter(checkout_token=str(token)).first() if token else None

    @staticmethod
    def _check(checkout):
        """Refuse, in Saleor's order and words, a checkout from which something is missing."""
        if not checkout.channel.is_active:
            message = "Cannot complete checkout with inactive channel."
            refuse("channel", message, CheckoutErrorCode.CHANNEL_INACTIVE)
        if not checkout.email:
            refuse(None, "Checkout email must be set.", CheckoutErrorCode.EMAIL_NOT_SET)
        lines = fetch_prices(checkout, force=True)
        priced = {line.variant.pk for line in lines}
        unavailable = [line.variant_id for line in checkout if line.variant_id not in priced]
        if unavailable:
            refuse(
                "lines",
                "Some of the checkout lines variants are unavailable.",
                CheckoutErrorCode.UNAVAILABLE_VARIANT_IN_CHANNEL,
                variants=[graphene.Node.to_global_id("ProductVariant", pk) for pk in unavailable],
            )
        if not lines:
            refuse("lines", "Cannot complete checkout without lines.", CheckoutErrorCode.NO_LINES)
        if checkout.is_shipping_required():
            refuse("shipping_method", "Shipping method is not set", CheckoutErrorCode.SHIPPING_METHOD_NOT_SET)
        if not checkout.billing_address:
            message = "Billing address is not set"
            refuse("billing_address", message, CheckoutErrorCode.BILLING_ADDRESS_NOT_SET)
        if checkout.total_gross_amount and not checkout.channel.allow_unpaid_orders:
            message = "Provided payment methods can not cover the checkout's total amount"
            refuse(None, message, CheckoutErrorCode.CHECKOUT_NOT_FULLY_PAID)
