import graphene

from ...messages.models import Message, SendingRules
from ...messages.sending_rules import stored_rules
from ..common import DOC_CATEGORY, STAFF, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import MessageFilterInput
from .mutations.sending_rules_update import SendingRulesUpdate
from .rules import AutomationSendingRules
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

    automation_sending_rules = PermissionsField(
        AutomationSendingRules,
        description="How much one person may be sent, and when; for all journeys together.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_messages(_root, info: ResolveInfo, **kwargs):
        messages = rows(Message, info)
        return resolve_list(
            messages, info, kwargs, AutomationMessageConnection, MessageSortingInput, MessageSortField.PLANNED_AT
        )

    @staticmethod
    def resolve_automation_sending_rules(_root, info: ResolveInfo):
        return stored_rules(rows(SendingRules, info).values_list("definition", flat=True).first())


class MessageMutations(graphene.ObjectType):
    automation_sending_rules_update = SendingRulesUpdate.Field()
