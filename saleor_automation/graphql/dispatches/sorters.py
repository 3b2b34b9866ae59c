import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class DispatchSortField(graphene.Enum):
    # written when it is planned, so the primary key stands for the time
    PLANNED_AT = ["pk"]

    class Meta:
        name = "AutomationDispatchSortField"

    @property
    def description(self) -> str:
        return {"PLANNED_AT": "Sort notices and calls by when they were planned."}[self.name]


class DispatchSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationDispatchSortingInput"
        description = "The order of notices and calls."
        doc_category = DOC_CATEGORY
        sort_enum = DispatchSortField
        type_name = "dispatches"
