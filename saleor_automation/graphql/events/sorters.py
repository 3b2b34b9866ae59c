import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class EventSortField(graphene.Enum):
    # The log has an index on id in every month, and none on the time alone.
    RECORDED_AT = ["id"]
    OCCURRED_AT = ["occurred_at", "id"]

    class Meta:
        name = "AutomationEventSortField"

    @property
    def description(self) -> str:
        return {
            "RECORDED_AT": "Sort events by when they were written down.",
            "OCCURRED_AT": "Sort events by when they happened; best together with a filter.",
        }[self.name]


class EventSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationEventSortingInput"
        description = "The order of events."
        doc_category = DOC_CATEGORY
        sort_enum = EventSortField
        type_name = "events"
