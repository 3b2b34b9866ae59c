"""The schema, composed of the modules' root fields when this file is first imported: after all ready() calls."""

import graphene
from django.urls import reverse_lazy

from .account.schema import AccountMutations, AccountQueries
from .app.schema import AppMutations, AppQueries
from .backend import SchemaBackend
from .channel.schema import ChannelQueries
from .checkout.schema import CheckoutMutations, CheckoutQueries
from .core.schema import CoreMutations, CoreQueries
from .discount.schema import DiscountMutations, DiscountQueries
from .meta.schema import MetaMutations
from .order.schema import OrderMutations, OrderQueries
from .plugins.schema import PluginsMutations, PluginsQueries
from .product.schema import ProductMutations, ProductQueries
from .shop.schema import ShopQueries

API_PATH = reverse_lazy("api")


class Query(
    AccountQueries,
    AppQueries,
    ChannelQueries,
    CheckoutQueries,
    CoreQueries,
    DiscountQueries,
    PluginsQueries,
    OrderQueries,
    ProductQueries,
    ShopQueries,
):
    pass


class Mutation(
    AccountMutations,
    AppMutations,
    CheckoutMutations,
    CoreMutations,
    DiscountMutations,
    PluginsMutations,
    MetaMutations,
    OrderMutations,
    ProductMutations,
):
    pass


schema = graphene.Schema(Query, mutation=Mutation)
backend = SchemaBackend()
