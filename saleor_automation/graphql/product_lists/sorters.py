import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class ProductListSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]
    UPDATED_AT = ["updated_at", "pk"]

    class Meta:
        name = "AutomationProductListSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort product lists by when they were made.",
            "NAME": "Sort product lists by name.",
            "UPDATED_AT": "Sort product lists by when they were last changed.",
        }[self.name]


class ProductListSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationProductListSortingInput"
        description = "The order of product lists."
        doc_category = DOC_CATEGORY
        sort_enum = ProductListSortField
        type_name = "product lists"
