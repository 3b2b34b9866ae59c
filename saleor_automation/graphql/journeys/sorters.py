import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class JourneySortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]
    UPDATED_AT = ["updated_at", "pk"]

    class Meta:
        name = "AutomationJourneySortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort journeys by when they were made.",
            "NAME": "Sort journeys by name.",
            "UPDATED_AT": "Sort journeys by when they were last changed.",
        }[self.name]


class JourneySortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationJourneySortingInput"
        description = "The order of journeys."
        doc_category = DOC_CATEGORY
        sort_enum = JourneySortField
        type_name = "journeys"
