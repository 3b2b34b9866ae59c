import graphene

from ...events.models import Event
from ..common import DOC_CATEGORY, STAFF, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, ResolveInfo
from .filters import EventFilterInput
from .sorters import EventSortField, EventSortingInput
from .types import AutomationEventConnection


class EventQueries(graphene.ObjectType):
    automation_events = FilterConnectionField(
        AutomationEventConnection,
        filter=EventFilterInput(description="Which events."),
        sort_by=EventSortingInput(description="In which order; by default what was written down last comes first."),
        description="What happened in the shop and in its storefront.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_events(_root, info: ResolveInfo, **kwargs):
        events = rows(Event, info)
        return resolve_list(
            events, info, kwargs, AutomationEventConnection, EventSortingInput, EventSortField.RECORDED_AT
        )
