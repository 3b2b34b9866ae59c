import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class SlotSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]

    class Meta:
        name = "AutomationSlotSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort slots by when they were made.",
            "NAME": "Sort slots by name.",
        }[self.name]


class SlotSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationSlotSortingInput"
        description = "The order of slots."
        doc_category = DOC_CATEGORY
        sort_enum = SlotSortField
        type_name = "slots"
