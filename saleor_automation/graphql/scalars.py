"""Scalars of our own."""

import json
from typing import Any

import graphene
from graphql.language import ast

TOO_DEEP: dict[str, Any] = {}
_level = TOO_DEEP
for _ in range(100):
    _level["not"] = {}
    _level = _level["not"]


class _JSONText(graphene.Scalar):
    """JSON as text; what the text means is for whoever takes it to check."""

    @staticmethod
    def serialize(value: Any) -> str:
        return json.dumps(value)

    @classmethod
    def parse_literal(cls, node: Any) -> Any:
        return cls.parse_value(node.value) if isinstance(node, ast.StringValue) else None

    @staticmethod
    def parse_value(value: Any) -> Any:
        """Return what the text says; None, which GraphQL refuses, for a text that is no JSON.

        Saleor's own scalar for JSON fails on a text nested thousands of levels deep. Such a one becomes a condition
        that is merely too deep, and is refused with the others.
        """
        if not isinstance(value, str):
            return None
        try:
            return json.loads(value)
        except RecursionError:
            return TOO_DEEP
        except ValueError:
            return None


class AutomationCondition(_JSONText):
    """A condition as JSON text, such as `{"fact": "orders_count", "op": "gte", "value": 2}`."""


class AutomationDefinition(_JSONText):
    """The definition of a journey as JSON text: trigger, entry, exits and steps; see `automationJourneySchema`."""
