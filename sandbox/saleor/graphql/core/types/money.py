from decimal import Decimal
from typing import NamedTuple

import graphene
from babel.numbers import get_currency_precision


class Amount(NamedTuple):
    """An amount of a currency: the root of Money."""

    amount: Decimal
    currency: str


class TaxedAmount(NamedTuple):
    """The root of TaxedMoney. The miniature has no taxes: net equals gross."""

    net: Amount
    gross: Amount

    @property
    def currency(self) -> str:
        return self.gross.currency

    @property
    def tax(self) -> Amount:
        return Amount(self.gross.amount - self.net.amount, self.currency)


def taxed(amount: Decimal, currency: str) -> TaxedAmount:
    return TaxedAmount(Amount(amount, currency), Amount(amount, currency))


class Money(graphene.ObjectType):
    currency = graphene.String(description="Currency code.", required=True)
    amount = graphene.Float(description="Amount of money.", required=True)
    fractional_amount = graphene.Int(description="Amount in the smallest currency unit.", required=True)
    fraction_digits = graphene.Int(description="Digits after the decimal point.", required=True)

    class Meta:
        description = "Represents amount of money in specific currency."

    @staticmethod
    def resolve_amount(root, _info):
        return round(root.amount, get_currency_precision(root.currency))

    @staticmethod
    def resolve_fractional_amount(root, _info):
        return int(root.amount.scaleb(get_currency_precision(root.currency)))

    @staticmethod
    def resolve_fraction_digits(root, _info):
        return get_currency_precision(root.currency)


class TaxedMoney(graphene.ObjectType):
    currency = graphene.String(description="Currency code.", required=True)
    gross = graphene.Field(Money, description="Amount of money including taxes.", required=True)
    net = graphene.Field(Money, description="Amount of money without taxes.", required=True)
    tax = graphene.Field(Money, description="Amount of taxes.", required=True)

    class Meta:
        description = "Represents a monetary value with taxes."


class TaxedMoneyRange(graphene.ObjectType):
    start = graphene.Field(TaxedMoney, description="Lower bound of a price range.")
    stop = graphene.Field(TaxedMoney, description="Upper bound of a price range.")

    class Meta:
        description = "Represents a range of monetary values."
