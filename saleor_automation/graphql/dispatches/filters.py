import django_filters
import graphene

from ..common import DOC_CATEGORY
from ..enums import DispatchKindEnum, DispatchStateEnum
from ..filtering import any_of, belonging_to, between
from ..toolkit import DateTimeRangeInput, FilterInputObjectType, ListObjectTypeFilter, ObjectTypeFilter


class DispatchFilter(django_filters.FilterSet):
    journey = ObjectTypeFilter(
        input_class=graphene.ID,
        method=belonging_to("journey_id", "AutomationJourney"),
        help_text="ID of the journey they come from.",
    )
    contact = ObjectTypeFilter(
        input_class=graphene.ID,
        method=belonging_to("contact_id", "AutomationContact"),
        help_text="ID of the contact they tell of.",
    )
    kinds = ListObjectTypeFilter(
        input_class=DispatchKindEnum, method=any_of("kind"), help_text="Kinds; one of them is enough."
    )
    states = ListObjectTypeFilter(
        input_class=DispatchStateEnum, method=any_of("state"), help_text="States; one of them is enough."
    )
    planned_at = ObjectTypeFilter(input_class=DateTimeRangeInput, method=between("planned_at"))


class DispatchFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationDispatchFilterInput"
        description = "Which notices and calls; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = DispatchFilter
