"""Prices of products and variants in a channel."""

import graphene

from ..core.types import TaxedMoney, TaxedMoneyRange
from ..core.types.money import taxed


class VariantPricingInfo(graphene.ObjectType):
    on_sale = graphene.Boolean()
    discount = graphene.Field(TaxedMoney)
    price = graphene.Field(TaxedMoney)
    price_undiscounted = graphene.Field(TaxedMoney)


class ProductPricingInfo(graphene.ObjectType):
    on_sale = graphene.Boolean()
    discount = graphene.Field(TaxedMoney)
    display_gross_prices = graphene.Boolean(required=True)
    price_range = graphene.Field(TaxedMoneyRange)
    price_range_undiscounted = graphene.Field(TaxedMoneyRange)


def discounted(listing) -> object:
    return listing.price_amount if listing.discounted_price_amount is None else listing.discounted_price_amount


def variant_pricing(listing) -> VariantPricingInfo | None:
    if listing is None:
        return None
    off = listing.price_amount - discounted(listing)
    return VariantPricingInfo(
        on_sale=off > 0,
        discount=taxed(off, listing.currency) if off > 0 else None,
        price=taxed(discounted(listing), listing.currency),
        price_undiscounted=taxed(listing.price_amount, listing.currency),
    )


def product_pricing(listings) -> ProductPricingInfo | None:
    """Return the price range of a product's listings in one channel; None where it has no price."""
    if not listings:
        return None
    currency = listings[0].currency
    prices = sorted(map(discounted, listings))
    undiscounted = sorted(listing.price_amount for listing in listings)
    off = undiscounted[0] - prices[0]
    return ProductPricingInfo(
        on_sale=off > 0,
        discount=taxed(off, currency) if off > 0 else None,
        display_gross_prices=True,
        price_range=_money_range(prices, currency),
        price_range_undiscounted=_money_range(undiscounted, currency),
    )


def _money_range(amounts, currency) -> TaxedMoneyRange:
    return TaxedMoneyRange(start=taxed(amounts[0], currency), stop=taxed(amounts[-1], currency))
