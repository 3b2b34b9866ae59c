import django_filters
import graphene
from django.db.models import QuerySet

from ..common import DOC_CATEGORY
from ..filtering import any_of, belonging_to, between
from ..toolkit import DateTimeRangeInput, FilterInputObjectType, ListObjectTypeFilter, ObjectTypeFilter


def filter_has_problem(queryset: QuerySet, _name: str, value: bool | None) -> QuerySet:
    if value is None:
        return queryset
    return queryset.exclude(problem="") if value else queryset.filter(problem="")


class EventFilter(django_filters.FilterSet):
    kinds = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("kind"), help_text="Kinds of events; one of them is enough."
    )
    contact = ObjectTypeFilter(
        input_class=graphene.ID,
        method=belonging_to("contact_id", "AutomationContact"),
        help_text="ID of the contact they are about.",
    )
    occurred_at = ObjectTypeFilter(input_class=DateTimeRangeInput, method=between("occurred_at"))
    has_problem = django_filters.BooleanFilter(
        method=filter_has_problem, help_text="Whether they could not be processed."
    )


class EventFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationEventFilterInput"
        description = "Which events; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = EventFilter
