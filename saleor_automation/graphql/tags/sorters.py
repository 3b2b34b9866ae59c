import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class TagSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]

    class Meta:
        name = "AutomationTagSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort tags by when they were made.",
            "NAME": "Sort tags by name.",
        }[self.name]


class TagSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationTagSortingInput"
        description = "The order of tags."
        doc_category = DOC_CATEGORY
        sort_enum = TagSortField
        type_name = "tags"
