import graphene
from graphene import relay

from ...messages.models import Message
from ..common import DOC_CATEGORY
from ..contacts.dataloaders import ContactByIdLoader
from ..enums import MessageKindEnum, MessageStateEnum
from ..journeys.dataloaders import EnrollmentByIdLoader, JourneyByIdLoader
from ..reader import said
from ..toolkit import CountableConnection, DateTime, ModelObjectType, ResolveInfo
from .dataloaders import TemplateByIdLoader


class AutomationMessage(ModelObjectType[Message]):
    id = graphene.GlobalID(required=True)
    contact = graphene.Field(
        "saleor_automation.graphql.contacts.types.AutomationContact",
        description="Whom it is for; empty once the contact is erased.",
    )
    journey = graphene.Field(
        "saleor_automation.graphql.journeys.types.AutomationJourney", description="The journey it comes from."
    )
    enrollment = graphene.Field(
        "saleor_automation.graphql.journeys.enrollments.AutomationEnrollment",
        description="The run it comes from.",
    )
    step_id = graphene.String(required=True, description="The step it comes from.")
    template_slug = graphene.String(description="The template it is made from.")
    kind = MessageKindEnum(required=True, description="What the sending rules count it as.")
    transport = graphene.String(required=True, description="How it travels: `email`.")
    state = MessageStateEnum(required=True, description="What became of it.")
    is_held_out = graphene.Boolean(
        required=True, description="Whether it is never sent, because its reader is held out of the journey."
    )
    reason = graphene.String(
        required=True,
        description="Why it was not sent, or has to wait, for instance `already_ordered` or `quiet_hours`.",
    )
    detail = graphene.String(required=True, description="What the mail server or the renderer said.", resolver=said)
    subject = graphene.String(required=True, description="Its subject, once it is made.")
    language_code = graphene.String(required=True, description="The language it is made in.")
    planned_at = DateTime(required=True, description="When a step planned it.")
    send_at = DateTime(required=True, description="When it is due.")
    expires_at = DateTime(description="After this moment it is not sent any more.")
    handed_at = DateTime(description="When it was last handed to the transport.")
    settled_at = DateTime(description="When its state became final.")
    attempts = graphene.Int(required=True, description="How often it was handed to the transport.")
    opened_at = DateTime(description="When a person first opened it.")
    clicked_at = DateTime(description="When a person first followed a link in it.")

    class Meta:
        description = "One message to one person: planned, sent, or not sent with its reason."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Message

    @staticmethod
    def resolve_contact(root: Message, info: ResolveInfo):
        return ContactByIdLoader(info.context).load(root.contact_id)

    @staticmethod
    def resolve_journey(root: Message, info: ResolveInfo):
        return JourneyByIdLoader(info.context).load(root.journey_id) if root.journey_id else None

    @staticmethod
    def resolve_enrollment(root: Message, info: ResolveInfo):
        return EnrollmentByIdLoader(info.context).load(root.enrollment_id) if root.enrollment_id else None

    @staticmethod
    def resolve_template_slug(root: Message, info: ResolveInfo):
        loading = TemplateByIdLoader(info.context).load(root.template_id)
        return loading.then(lambda template: template.slug if template else None)


class AutomationMessageConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationMessage
