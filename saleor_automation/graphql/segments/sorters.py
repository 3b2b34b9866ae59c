import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class SegmentSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]
    UPDATED_AT = ["updated_at", "pk"]

    class Meta:
        name = "AutomationSegmentSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort segments by when they were made.",
            "NAME": "Sort segments by name.",
            "UPDATED_AT": "Sort segments by when they were last changed.",
        }[self.name]


class SegmentSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationSegmentSortingInput"
        description = "The order of segments."
        doc_category = DOC_CATEGORY
        sort_enum = SegmentSortField
        type_name = "segments"
