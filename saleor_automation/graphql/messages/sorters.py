import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class MessageSortField(graphene.Enum):
    # A message is written when it is planned; the primary key has an index, the time has none.
    PLANNED_AT = ["pk"]
    SEND_AT = ["send_at", "pk"]

    class Meta:
        name = "AutomationMessageSortField"

    @property
    def description(self) -> str:
        return {
            "PLANNED_AT": "Sort messages by when they were planned.",
            "SEND_AT": "Sort messages by when they are due.",
        }[self.name]


class MessageSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationMessageSortingInput"
        description = "The order of messages."
        doc_category = DOC_CATEGORY
        sort_enum = MessageSortField
        type_name = "messages"
