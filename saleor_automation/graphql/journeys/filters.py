import django_filters
import graphene

from ..common import DOC_CATEGORY
from ..enums import JourneyStatusEnum
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter


class JourneyFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")
    statuses = ListObjectTypeFilter(
        input_class=JourneyStatusEnum, method=any_of("status"), help_text="Statuses; one of them is enough."
    )
    recipes = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("recipe"), help_text="Slugs of recipes; one of them is enough."
    )


class JourneyFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationJourneyFilterInput"
        description = "Which journeys; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = JourneyFilter
