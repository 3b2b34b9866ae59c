from datetime import UTC, datetime

import graphene
from django.db.models import DateTimeField, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType

# Stands for "never", so that contacts without an order come first in ascending and last in descending order.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


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
        never = Value(_NEVER, output_field=DateTimeField())
        return queryset.annotate(sort_last_order_at=Coalesce("totals__last_order_at", never))

    @staticmethod
    def qs_with_orders_count(queryset: QuerySet, **_kwargs: object) -> QuerySet:
        return queryset.annotate(sort_orders_count=Coalesce("totals__orders_count", 0, output_field=IntegerField()))


class ContactSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationContactSortingInput"
        description = "The order of contacts."
        doc_category = DOC_CATEGORY
        sort_enum = ContactSortField
        type_name = "contacts"
