import django_filters

from ..common import DOC_CATEGORY
from ..enums import OperationStateEnum
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter


class OperationFilter(django_filters.FilterSet):
    states = ListObjectTypeFilter(
        input_class=OperationStateEnum, method=any_of("state"), help_text="States; one of them is enough."
    )


class OperationFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationOperationFilterInput"
        description = "Which operations; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = OperationFilter
