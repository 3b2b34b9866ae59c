import graphene

from ...messages.models import Message
from ..common import DOC_CATEGORY, STAFF, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, ResolveInfo
from .filters import MessageFilterInput
from .sorters import MessageSortField, MessageSortingInput
from .types import AutomationMessageConnection


class MessageQueries(graphene.ObjectType):
    automation_messages = FilterConnectionField(
        AutomationMessageConnection,
        filter=MessageFilterInput(description="Which messages."),
        sort_by=MessageSortingInput(description="In which order; by default what was planned last comes first."),
        description="The outbox: every message planned, sent, or not sent with its reason.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_messages(_root, info: ResolveInfo, **kwargs):
        messages = rows(Message, info)
        return resolve_list(
            messages, info, kwargs, AutomationMessageConnection, MessageSortingInput, MessageSortField.PLANNED_AT
        )
