import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class ScoreSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]

    class Meta:
        name = "AutomationScoreSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort scores by when they were made.",
            "NAME": "Sort scores by name.",
        }[self.name]


class ScoreSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationScoreSortingInput"
        description = "The order of scores."
        doc_category = DOC_CATEGORY
        sort_enum = ScoreSortField
        type_name = "scores"
