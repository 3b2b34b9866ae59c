import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class CustomFieldSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]

    class Meta:
        name = "AutomationCustomFieldSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort custom fields by when they were made.",
            "NAME": "Sort custom fields by name.",
        }[self.name]


class CustomFieldSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationCustomFieldSortingInput"
        description = "The order of custom fields."
        doc_category = DOC_CATEGORY
        sort_enum = CustomFieldSortField
        type_name = "custom fields"
