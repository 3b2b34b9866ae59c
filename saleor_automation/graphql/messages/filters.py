import django_filters
import graphene

from ..common import DOC_CATEGORY
from ..enums import MessageStateEnum
from ..filtering import any_of, belonging_to, between
from ..toolkit import DateTimeRangeInput, FilterInputObjectType, ListObjectTypeFilter, ObjectTypeFilter


class MessageFilter(django_filters.FilterSet):
    journey = ObjectTypeFilter(
        input_class=graphene.ID,
        method=belonging_to("journey_id", "AutomationJourney"),
        help_text="ID of the journey they come from.",
    )
    contact = ObjectTypeFilter(
        input_class=graphene.ID,
        method=belonging_to("contact_id", "AutomationContact"),
        help_text="ID of the contact they are for.",
    )
    states = ListObjectTypeFilter(
        input_class=MessageStateEnum, method=any_of("state"), help_text="States; one of them is enough."
    )
    is_held_out = django_filters.BooleanFilter(help_text="Whether their reader is held out of the journey.")
    reasons = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("reason"), help_text="Reasons; one of them is enough."
    )
    planned_at = ObjectTypeFilter(input_class=DateTimeRangeInput, method=between("planned_at"))


class MessageFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationMessageFilterInput"
        description = "Which messages; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = MessageFilter
