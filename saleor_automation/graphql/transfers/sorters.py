import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class TransferSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]

    class Meta:
        name = "AutomationTransferSortField"

    @property
    def description(self) -> str:
        return {"CREATED_AT": "Sort imports and exports by when they were asked for."}[self.name]


class TransferSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationTransferSortingInput"
        description = "The order of imports and exports."
        doc_category = DOC_CATEGORY
        sort_enum = TransferSortField
        type_name = "transfers"
