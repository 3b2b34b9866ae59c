import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class OperationSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]

    class Meta:
        name = "AutomationOperationSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort operations by when they were asked for.",
        }[self.name]


class OperationSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationOperationSortingInput"
        description = "The order of operations."
        doc_category = DOC_CATEGORY
        sort_enum = OperationSortField
        type_name = "operations"
