import graphene

from ...dispatches.models import Dispatch
from ..common import DOC_CATEGORY, STAFF, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, ResolveInfo
from .filters import DispatchFilterInput
from .mutations.webhook_secret_rotate import WebhookSecretRotate
from .sorters import DispatchSortField, DispatchSortingInput
from .types import AutomationDispatchConnection


class DispatchQueries(graphene.ObjectType):
    automation_dispatches = FilterConnectionField(
        AutomationDispatchConnection,
        filter=DispatchFilterInput(description="Which notices and calls."),
        sort_by=DispatchSortingInput(description="In which order; by default what was planned last comes first."),
        description="Notices to the team and webhook calls of the last weeks, with what became of them.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_dispatches(_root, info: ResolveInfo, **kwargs):
        dispatches = rows(Dispatch, info)
        return resolve_list(
            dispatches, info, kwargs, AutomationDispatchConnection, DispatchSortingInput, DispatchSortField.PLANNED_AT
        )


class DispatchMutations(graphene.ObjectType):
    automation_webhook_secret_rotate = WebhookSecretRotate.Field()
