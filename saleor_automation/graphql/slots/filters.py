import django_filters

from ..common import DOC_CATEGORY
from ..toolkit import FilterInputObjectType


class SlotFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")


class SlotFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationSlotFilterInput"
        description = "Which slots; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = SlotFilter
