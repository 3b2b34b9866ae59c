from datetime import UTC, datetime
from typing import Any

import graphene
from django.db.models import DateTimeField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType

# Stands for "never", so that contacts without an order come first in ascending and last in descending order.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


# What sorts by the totals, its column there, and above which value somebody stands before all who have no totals.
_BY_TOTALS = {
    "sort_last_order_at": ("totals__last_order_at", _NEVER),
    "sort_orders_count": ("totals__orders_count", 0),
}


def front_of(contacts: QuerySet, sort_by: Any) -> QuerySet | None:
    """Return those who come first in the asked order, in a form an index serves; None if the order has no such part.

    People without an order have no totals, or empty ones, and the database can only find their place by sorting
    everybody. Most first, they come last: as long as a page is full of others, they need not be looked at.
    """
    if not sort_by or not sort_by.field or sort_by.direction != "-" or sort_by.field[0] not in _BY_TOTALS:
        return None
    column, least = _BY_TOTALS[sort_by.field[0]]
    return contacts.filter(**{f"{column}__gt": least}).annotate(**{sort_by.field[0]: F(column)})


class ContactSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    EMAIL = ["email"]
    LAST_ORDER_AT = ["sort_last_order_at", "pk"]
    ORDERS_COUNT = ["sort_orders_count", "pk"]

    class Meta:
        name = "AutomationContactSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort contacts by when they became known.",
            "EMAIL": "Sort contacts by e-mail address.",
            "LAST_ORDER_AT": "Sort contacts by their last order; those without one count as oldest.",
            "ORDERS_COUNT": "Sort contacts by the number of their orders.",
        }[self.name]

    @staticmethod
    def qs_with_last_order_at(queryset: QuerySet, **_kwargs: object) -> QuerySet:
        if "sort_last_order_at" in queryset.query.annotations:  # front_of
            return queryset
        never = Value(_NEVER, output_field=DateTimeField())
        return queryset.annotate(sort_last_order_at=Coalesce("totals__last_order_at", never))

    @staticmethod
    def qs_with_orders_count(queryset: QuerySet, **_kwargs: object) -> QuerySet:
        if "sort_orders_count" in queryset.query.annotations:  # front_of
            return queryset
        return queryset.annotate(sort_orders_count=Coalesce("totals__orders_count", 0, output_field=IntegerField()))


class ContactSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationContactSortingInput"
        description = "The order of contacts."
        doc_category = DOC_CATEGORY
        sort_enum = ContactSortField
        type_name = "contacts"
