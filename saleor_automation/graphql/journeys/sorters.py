from typing import Any

import graphene
from django.db.models import (
    Case,
    Count,
    DecimalField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from ...core.clock import utc_now
from ...journeys.checking import draft_problems
from ...journeys.models import Enrollment
from ...messages.models import Message, MessageState
from ...reports.journey_list import RECENT
from ...tracking.models import Attribution
from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class JourneySortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]
    UPDATED_AT = ["updated_at", "pk"]
    STATUS = ["status", "pk"]
    INSIDE_COUNT = ["sort_inside_count", "pk"]
    ENTERED_COUNT = ["sort_entered_count", "pk"]
    DELIVERED_COUNT = ["sort_delivered_count", "pk"]
    REVENUE = ["sort_revenue", "pk"]
    PROBLEMS_COUNT = ["sort_problems_count", "pk"]

    class Meta:
        name = "AutomationJourneySortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort journeys by when they were made.",
            "NAME": "Sort journeys by name.",
            "UPDATED_AT": "Sort journeys by when they were last changed.",
            "STATUS": "Sort journeys by status.",
            "INSIDE_COUNT": "Sort journeys by how many contacts are inside now.",
            "ENTERED_COUNT": "Sort journeys by how many runs began within the last 30 days.",
            "DELIVERED_COUNT": "Sort journeys by how many messages were delivered.",
            "REVENUE": "Sort journeys by the revenue credited to them; currencies are added up as they are.",
            "PROBLEMS_COUNT": "Sort journeys by how many problems their drafts have.",
        }[self.name]

    @staticmethod
    def qs_with_inside_count(queryset: QuerySet, **_kwargs: object) -> QuerySet:
        runs = Enrollment.objects.filter(is_active=True, is_held_out=False)
        return queryset.annotate(sort_inside_count=_of_each(runs, Count("*")))

    @staticmethod
    def qs_with_entered_count(queryset: QuerySet, **_kwargs: object) -> QuerySet:
        runs = Enrollment.objects.filter(is_held_out=False, entered_at__gte=utc_now() - RECENT)
        return queryset.annotate(sort_entered_count=_of_each(runs, Count("*")))

    @staticmethod
    def qs_with_delivered_count(queryset: QuerySet, **_kwargs: object) -> QuerySet:
        delivered = Message.objects.filter(state=MessageState.DELIVERED)
        return queryset.annotate(sort_delivered_count=_of_each(delivered, Count("*")))

    @staticmethod
    def qs_with_revenue(queryset: QuerySet, **_kwargs: object) -> QuerySet:
        amount = _of_each(Attribution.objects.all(), Sum("amount"), DecimalField())
        return queryset.annotate(sort_revenue=amount)

    @staticmethod
    def qs_with_problems_count(queryset: QuerySet, **_kwargs: object) -> QuerySet:
        """Problems are found in Python: journeys are few, and the statements do not grow with them."""
        found = draft_problems(list(queryset), queryset.db, today=utc_now().date())
        counts = [When(pk=pk, then=Value(len(problems))) for pk, problems in found.items()]
        return queryset.annotate(sort_problems_count=Case(*counts, default=Value(0), output_field=IntegerField()))


def _of_each(rows: QuerySet, number: Any, field: Any = None) -> Any:
    """Return a number over the rows of each journey, 0 where there are none."""
    field = field or IntegerField()
    of_journey = rows.filter(journey_id=OuterRef("pk")).order_by().values("journey_id").annotate(number=number)
    return Coalesce(Subquery(of_journey.values("number"), output_field=field), Value(0), output_field=field)


class JourneySortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationJourneySortingInput"
        description = "The order of journeys."
        doc_category = DOC_CATEGORY
        sort_enum = JourneySortField
        type_name = "journeys"
