import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class TemplateSortField(graphene.Enum):
    NAME = ["name", "pk"]
    UPDATED_AT = ["updated_at", "pk"]

    class Meta:
        name = "AutomationTemplateSortField"

    @property
    def description(self) -> str:
        return {
            "NAME": "Sort templates by name.",
            "UPDATED_AT": "Sort templates by when they were last changed.",
        }[self.name]


class TemplateSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationTemplateSortingInput"
        description = "The order of templates."
        doc_category = DOC_CATEGORY
        sort_enum = TemplateSortField
        type_name = "templates"
