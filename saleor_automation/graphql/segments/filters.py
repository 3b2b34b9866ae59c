import django_filters
import graphene

from ..common import DOC_CATEGORY
from ..enums import SegmentStateEnum
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter


class SegmentFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")
    slugs = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("slug"), help_text="Slugs; one of them is enough."
    )
    states = ListObjectTypeFilter(
        input_class=SegmentStateEnum, method=any_of("state"), help_text="States; one of them is enough."
    )


class SegmentFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationSegmentFilterInput"
        description = "Which segments; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = SegmentFilter
