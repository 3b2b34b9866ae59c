import graphene

from ...reports.health import Health
from ..common import DOC_CATEGORY
from ..reader import all_said
from ..toolkit import BaseObjectType, DateTime, NonNullList, ResolveInfo


class AutomationHealth(BaseObjectType):
    is_healthy = graphene.Boolean(required=True, description="Whether there is no problem.")
    problems = NonNullList(
        graphene.String, required=True, description="What is wrong, and what to check.", resolver=all_said
    )
    warnings = NonNullList(
        graphene.String,
        required=True,
        description="What others have to mend, such as the receiver of a webhook.",
        resolver=all_said,
    )
    hints = graphene.Int(required=True, description="Signs from the shop not looked into yet.")
    oldest_hint_at = DateTime()
    unprocessed_events = graphene.Int(required=True, description="Events not counted yet.")
    oldest_unprocessed_event_at = DateTime()
    due_enrollments = graphene.Int(required=True, description="Contacts in journeys whose time has come.")
    oldest_due_enrollment_at = DateTime()
    queued_messages = graphene.Int(required=True, description="Messages that wait for their time.")
    oldest_due_message_at = DateTime()
    handing_messages = graphene.Int(required=True, description="Messages being handed to the mail server.")
    unknown_messages = graphene.Int(
        required=True, description="Messages of which nobody can tell whether the mail server took them."
    )
    failed_messages = graphene.Int(required=True, description="Messages the mail server refused for good.")
    queued_dispatches = graphene.Int(required=True, description="Notices and webhook calls that wait for their time.")
    oldest_due_dispatch_at = DateTime()
    failed_dispatches = graphene.Int(
        required=True, description="Notices and webhook calls that were refused or given up in the last day."
    )
    unknown_dispatches = graphene.Int(
        required=True, description="Notices of the last day of which nobody can tell whether they were taken."
    )
    troubled_hints = graphene.Int(required=True, description="Signs from the shop that cannot be looked into.")
    troubled_events = graphene.Int(required=True, description="Events that cannot be counted.")
    troubled_enrollments = graphene.Int(required=True, description="Contacts in journeys who cannot go on.")
    swept_at = DateTime(description="How far the shop was last read through; empty before the first time.")

    class Meta:
        description = "Counts of what waits and of what went wrong; nothing about anybody."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_is_healthy(root: Health, _info: ResolveInfo):
        return not root.problems
