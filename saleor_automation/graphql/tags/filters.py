import django_filters

from ..common import DOC_CATEGORY
from ..toolkit import FilterInputObjectType


class TagFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")


class TagFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationTagFilterInput"
        description = "Which tags; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = TagFilter
