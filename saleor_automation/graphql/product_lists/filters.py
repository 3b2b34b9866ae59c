import django_filters

from ..common import DOC_CATEGORY
from ..toolkit import FilterInputObjectType


class ProductListFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")


class ProductListFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationProductListFilterInput"
        description = "Which product lists; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = ProductListFilter
