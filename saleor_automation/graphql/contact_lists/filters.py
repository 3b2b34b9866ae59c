import django_filters

from ..common import DOC_CATEGORY
from ..toolkit import FilterInputObjectType


class ListFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")
    is_public = django_filters.BooleanFilter(field_name="is_public", help_text="Whether storefronts offer it.")


class ListFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationListFilterInput"
        description = "Which lists; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = ListFilter
