from urllib.parse import urlsplit

import graphene
from graphene import relay

from ...dispatches.models import Dispatch, DispatchKind
from ..common import DOC_CATEGORY
from ..contacts.dataloaders import ContactByIdLoader
from ..enums import DispatchKindEnum, DispatchStateEnum
from ..journeys.dataloaders import EnrollmentByIdLoader, JourneyByIdLoader
from ..reader import said
from ..toolkit import CountableConnection, DateTime, ModelObjectType, ResolveInfo


class AutomationDispatch(ModelObjectType[Dispatch]):
    id = graphene.GlobalID(required=True)
    kind = DispatchKindEnum(required=True, description="Whom it tells.")
    state = DispatchStateEnum(required=True, description="What became of it.")
    contact = graphene.Field(
        "saleor_automation.graphql.contacts.types.AutomationContact",
        description="Whom it tells of; empty once the contact is erased.",
    )
    journey = graphene.Field(
        "saleor_automation.graphql.journeys.types.AutomationJourney", description="The journey it comes from."
    )
    enrollment = graphene.Field(
        "saleor_automation.graphql.journeys.enrollments.AutomationEnrollment", description="The run it comes from."
    )
    step_id = graphene.String(required=True, description="The step it comes from.")
    target = graphene.String(
        required=True,
        description="The address of the team, or the URL without its query, where secrets stand; empty for services.",
    )
    key = graphene.String(required=True, description="The idempotency key, which the receiver of a call sees.")
    reason = graphene.String(required=True, description="Why it was not taken, for instance `timeout` or `refused`.")
    detail = graphene.String(
        required=True, description="What the other side said, for instance `HTTP 503`.", resolver=said
    )
    attempts = graphene.Int(required=True, description="How often it was tried.")
    planned_at = DateTime(required=True, description="When a step planned it.")
    send_at = DateTime(required=True, description="When it is tried next, or was tried last.")
    handed_at = DateTime(description="When it was last handed over.")
    settled_at = DateTime(description="When its state became final.")

    class Meta:
        description = "A notice to the team, or a webhook call."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Dispatch

    @staticmethod
    def resolve_contact(root: Dispatch, info: ResolveInfo):
        return ContactByIdLoader(info.context).load(root.contact_id)

    @staticmethod
    def resolve_journey(root: Dispatch, info: ResolveInfo):
        return JourneyByIdLoader(info.context).load(root.journey_id) if root.journey_id else None

    @staticmethod
    def resolve_enrollment(root: Dispatch, info: ResolveInfo):
        return EnrollmentByIdLoader(info.context).load(root.enrollment_id) if root.enrollment_id else None

    @staticmethod
    def resolve_target(root: Dispatch, _info: ResolveInfo):
        if root.kind != DispatchKind.WEBHOOK:
            return root.target
        return urlsplit(root.target)._replace(query="", fragment="").geturl()


class AutomationDispatchConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationDispatch
