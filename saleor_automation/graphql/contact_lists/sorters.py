import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class ListSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]

    class Meta:
        name = "AutomationListSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort lists by when they were made.",
            "NAME": "Sort lists by name.",
        }[self.name]


class ListSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationListSortingInput"
        description = "The order of lists."
        doc_category = DOC_CATEGORY
        sort_enum = ListSortField
        type_name = "lists"
