from typing import NamedTuple

import graphene
from graphene import relay

from ...checkout import calculations, models
from ...core.exceptions import PermissionDenied
from ...permission.auth_filters import AuthorizationFilters
from ...permission.enums import AccountPermissions
from ..account.dataloaders import AddressByIdLoader, UserByUserIdLoader
from ..account.types import Address, User
from ..channel.dataloaders import ChannelByIdLoader
from ..channel.types import Channel
from ..core.connection import CountableConnection
from ..core.context import ChannelContext, SyncWebhookControlContext, get_database_connection_name
from ..core.dataloaders import DataLoader
from ..core.enums import LanguageCodeEnum
from ..core.reading import reads
from ..core.scalars import UUID, DateTime
from ..core.types import (
    Money,
    NonNullList,
    SyncWebhookControlContextModelObjectType,
    TaxedMoney,
)
from ..core.types.money import Amount, taxed
from ..meta.types import ObjectWithMetadata
from ..product.dataloaders import ProductVariantByIdLoader
from ..product.types import ProductVariant
from ..utils import get_user_or_app_from_context


class PricedCheckout(NamedTuple):
    checkout: models.Checkout
    lines: list[models.CheckoutLine]


class PricedCheckoutByTokenLoader(DataLoader):
    """Checkouts and their lines with sums that are up to date: whoever asks for a price has it computed."""

    context_key = "priced_checkout_by_token"

    def batch_load(self, keys):
        checkouts = (
            models.Checkout.objects.using(self.database_connection_name).select_related("channel", "user").in_bulk(keys)
        )
        return [self._priced(checkouts[key]) for key in keys]

    def _priced(self, checkout: models.Checkout) -> PricedCheckout:
        fresh = {priced.id: priced.line for priced in calculations.fetch_prices(checkout)}
        return PricedCheckout(checkout, [fresh.get(line.pk, line) for line in checkout.lines.all()])


class CheckoutLine(SyncWebhookControlContextModelObjectType[models.CheckoutLine]):
    id = graphene.GlobalID(required=True)
    variant = graphene.Field(ProductVariant, required=True)
    quantity = graphene.Int(required=True)
    unit_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_unit_price = graphene.Field(Money, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    undiscounted_total_price = graphene.Field(Money, required=True)
    requires_shipping = graphene.Boolean(required=True)
    is_gift = graphene.Boolean()

    class Meta:
        description = "Represents an item in the checkout."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.CheckoutLine
        default_resolver = SyncWebhookControlContextModelObjectType.resolver_with_context

    @staticmethod
    def _channel_of(line, info):
        priced = PricedCheckoutByTokenLoader(info.context).load(line.checkout_id)
        return priced.then(lambda found: found.checkout.channel)

    @staticmethod
    def resolve_variant(root, info):
        def in_channel(channel):
            variant = ProductVariantByIdLoader(info.context).load(root.node.variant_id)
            return variant.then(lambda node: ChannelContext(node, channel.slug))

        return CheckoutLine._channel_of(root.node, info).then(in_channel)

    @staticmethod
    def resolve_unit_price(root, _info):
        line = root.node
        return taxed(line.total_price_gross_amount / line.quantity, line.currency)

    @staticmethod
    def resolve_undiscounted_unit_price(root, _info):
        return Amount(root.node.undiscounted_unit_price_amount, root.node.currency)

    @staticmethod
    def resolve_total_price(root, _info):
        return taxed(root.node.total_price_gross_amount, root.node.currency)

    @staticmethod
    def resolve_undiscounted_total_price(root, _info):
        line = root.node
        return Amount(line.undiscounted_unit_price_amount * line.quantity, line.currency)

    @staticmethod
    def resolve_requires_shipping(root, info):
        from ..product.dataloaders import ProductByIdLoader, ProductTypeByIdLoader

        def of_product(product):
            product_type = ProductTypeByIdLoader(info.context).load(product.product_type_id)
            return product_type.then(lambda found: found.is_shipping_required)

        variant = ProductVariantByIdLoader(info.context).load(root.node.variant_id)
        return variant.then(lambda node: ProductByIdLoader(info.context).load(node.product_id).then(of_product))


def _priced(resolve):
    """Give a resolver the checkout with its sums up to date."""

    def resolver(root, info):
        priced = PricedCheckoutByTokenLoader(info.context).load(root.node.pk)
        return priced.then(lambda found: resolve(found.checkout))

    return staticmethod(resolver)


class Checkout(SyncWebhookControlContextModelObjectType[models.Checkout]):
    id = graphene.ID(required=True)
    created = DateTime(required=True)
    updated_at = DateTime(required=True)
    user = graphene.Field(User)
    channel = graphene.Field(Channel, required=True)
    billing_address = graphene.Field(Address)
    shipping_address = graphene.Field(Address)
    note = graphene.String(required=True)
    discount = graphene.Field(Money)
    discount_name = graphene.String()
    voucher_code = graphene.String()
    email = graphene.String()
    is_shipping_required = graphene.Boolean(required=True)
    quantity = graphene.Int(required=True)
    lines = NonNullList(CheckoutLine, required=True)
    shipping_price = graphene.Field(TaxedMoney, required=True)
    subtotal_price = graphene.Field(TaxedMoney, required=True)
    token = graphene.Field(UUID, required=True)
    total_price = graphene.Field(TaxedMoney, required=True)
    language_code = graphene.Field(LanguageCodeEnum, required=True)
    display_gross_prices = graphene.Boolean(required=True)

    class Meta:
        description = "Checkout object."
        interfaces = [relay.Node, ObjectWithMetadata]
        model = models.Checkout
        default_resolver = SyncWebhookControlContextModelObjectType.resolver_with_context

    @staticmethod
    def resolve_id(root, _info):
        return graphene.Node.to_global_id("Checkout", root.node.pk)

    @staticmethod
    def resolve_created(root, _info):
        return root.node.created_at

    @staticmethod
    def resolve_updated_at(root, _info):
        return root.node.last_change

    @staticmethod
    def resolve_user(root, info):
        if not root.node.user_id:
            return None
        requestor = get_user_or_app_from_context(info.context)
        is_owner = bool(info.context.user) and info.context.user.pk == root.node.user_id
        if not is_owner and not (requestor and requestor.has_perm(AccountPermissions.MANAGE_USERS)):
            raise PermissionDenied(permissions=[AccountPermissions.MANAGE_USERS, AuthorizationFilters.OWNER])
        return UserByUserIdLoader(info.context).load(root.node.user_id)

    @staticmethod
    def resolve_channel(root, info):
        return ChannelByIdLoader(info.context).load(root.node.channel_id)

    @staticmethod
    def resolve_billing_address(root, info):
        address_id = root.node.billing_address_id
        return AddressByIdLoader(info.context).load(address_id) if address_id else None

    @staticmethod
    def resolve_shipping_address(root, info):
        address_id = root.node.shipping_address_id
        return AddressByIdLoader(info.context).load(address_id) if address_id else None

    @staticmethod
    def resolve_lines(root, info):
        priced = PricedCheckoutByTokenLoader(info.context).load(root.node.pk)
        return priced.then(lambda found: [SyncWebhookControlContext(line) for line in found.lines])

    @staticmethod
    def resolve_quantity(root, info):
        priced = PricedCheckoutByTokenLoader(info.context).load(root.node.pk)
        return priced.then(lambda found: sum(line.quantity for line in found.lines))

    @staticmethod
    @reads
    def resolve_is_shipping_required(root, info):
        lines = models.CheckoutLine.objects.using(get_database_connection_name(info.context))
        return lines.filter(
            checkout_id=root.node.pk, variant__product__product_type__is_shipping_required=True
        ).exists()

    @staticmethod
    def resolve_display_gross_prices(_root, _info):
        return True

    resolve_discount = _priced(lambda checkout: Amount(checkout.discount_amount, checkout.currency))
    resolve_subtotal_price = _priced(lambda checkout: taxed(checkout.subtotal_gross_amount, checkout.currency))
    resolve_shipping_price = _priced(lambda checkout: taxed(checkout.shipping_price_gross_amount, checkout.currency))
    resolve_total_price = _priced(lambda checkout: taxed(checkout.total_gross_amount, checkout.currency))


class CheckoutCountableConnection(CountableConnection):
    class Meta:
        node = Checkout
