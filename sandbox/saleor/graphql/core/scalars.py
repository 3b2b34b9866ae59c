"""Scalars that answer None for a value they cannot read: graphql-core then reports the argument as invalid."""

import datetime
import decimal
from json import JSONDecodeError

import graphene
from graphene.types.generic import GenericScalar
from graphql.language import ast


class Decimal(graphene.Float):
    """A number that is a float in JSON and an exact decimal in Python."""

    @staticmethod
    def parse_value(value) -> decimal.Decimal | None:
        try:
            # Through str: a float as the client typed it, not its binary neighbour.
            number = decimal.Decimal(str(value))
        except decimal.DecimalException:
            return None
        return number if number.is_finite() and not number.is_subnormal() else None

    @staticmethod
    def parse_literal(node) -> decimal.Decimal | None:
        return Decimal.parse_value(node.value) if isinstance(node, ast.FloatValue | ast.IntValue) else None


class PositiveDecimal(Decimal):
    """A decimal that is zero or more."""

    @staticmethod
    def parse_value(value) -> decimal.Decimal | None:
        number = Decimal.parse_value(value)
        return number if number is not None and number >= 0 else None

    @staticmethod
    def parse_literal(node) -> decimal.Decimal | None:
        number = Decimal.parse_literal(node)
        return number if number is not None and number >= 0 else None


class JSON(GenericScalar):
    """A JSON object or list, as it is."""

    @staticmethod
    def parse_value(value):
        return value if isinstance(value, dict | list) else None

    @staticmethod
    def parse_literal(node):
        return GenericScalar.parse_literal(node) if isinstance(node, ast.ObjectValue | ast.ListValue) else None


class JSONString(graphene.JSONString):
    """JSON written into a string."""

    @staticmethod
    def parse_value(value):
        try:
            return graphene.JSONString.parse_value(value)
        except (JSONDecodeError, TypeError):
            return None

    @staticmethod
    def parse_literal(node):
        try:
            return graphene.JSONString.parse_literal(node)
        except (JSONDecodeError, TypeError):
            return None


class UUID(graphene.UUID):
    @staticmethod
    def parse_value(value):
        try:
            return graphene.UUID.parse_value(value)
        except ValueError:
            return None

    @staticmethod
    def parse_literal(node):
        try:
            return graphene.UUID.parse_literal(node)
        except ValueError:
            return None


class DateTime(graphene.DateTime):
    """A moment; one that falls out of the calendar in UTC is refused."""

    @staticmethod
    def parse_value(value):
        moment = graphene.DateTime.parse_value(value)
        if isinstance(moment, datetime.datetime) and moment.year in (datetime.MINYEAR, datetime.MAXYEAR):
            try:
                moment.astimezone(tz=datetime.UTC)
            except OverflowError:
                return None
        return moment


class Date(graphene.Date):
    @staticmethod
    def parse_value(value):
        return graphene.Date.parse_value(value) if value else None


class PositiveInt(graphene.Int):
    @staticmethod
    def parse_value(value) -> int | None:
        number = graphene.Int.parse_value(value)
        return number if number is not None and number > 0 else None

    @staticmethod
    def parse_literal(node) -> int | None:
        number = graphene.Int.parse_literal(node)
        return number if number is not None and number > 0 else None
