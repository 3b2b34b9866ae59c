import graphene
from graphene import relay

from ...journeys.forms import language_of
from ...journeys.models import Decision, Enrollment
from ..common import DOC_CATEGORY
from ..contacts.dataloaders import ContactByIdLoader
from ..reader import said
from ..toolkit import (
    BaseObjectType,
    CountableConnection,
    DateTime,
    JSONString,
    ModelObjectType,
    NonNullList,
    ResolveInfo,
)
from .dataloaders import (
    DecisionsByEnrollmentLoader,
    JourneyByIdLoader,
    NameOfSourceLoader,
    StoryByEnrollmentLoader,
    VersionByIdLoader,
)
from .stories import AutomationStoryEntry


class AutomationDecision(BaseObjectType):
    step_id = graphene.String(required=True, description="The step that decided.")
    outcome = graphene.String(
        required=True, description="`advance`, `sleep` or `finish`; by hand `skipped`, `ended` or `moved`."
    )
    reason = graphene.String(required=True, description="Why.")
    facts = JSONString(required=True, description="The values it looked at.")
    decided_at = DateTime(required=True)

    class Meta:
        description = "What one step decided for one run, and why."
        doc_category = DOC_CATEGORY


class AutomationEnrollment(ModelObjectType[Enrollment]):
    id = graphene.GlobalID(required=True)
    journey = graphene.Field("saleor_automation.graphql.journeys.types.AutomationJourney", required=True)
    contact = graphene.Field(
        "saleor_automation.graphql.contacts.types.AutomationContact", description="Empty once the contact is erased."
    )
    version_number = graphene.Int(required=True, description="The version of the journey this run follows.")
    is_active = graphene.Boolean(required=True, description="Whether the contact is still inside.")
    is_held_out = graphene.Boolean(
        required=True, description="Whether the contact passes without effect, to be compared with the others."
    )
    key = graphene.String(required=True, description="What the run is about, as the id of an order; may be empty.")
    entered_at = DateTime(required=True)
    entered_by = graphene.String(required=True, description="Who let the contact in by hand; empty if nobody did.")
    step_id = graphene.String(required=True, description="The step the contact is at, or was at last.")
    step_reached_at = DateTime(required=True)
    wake_at = DateTime(description="When the run moves on by itself.")
    waiting_for = graphene.String(required=True, description="The events that would move it on earlier.")
    finished_at = DateTime()
    finish_reason = graphene.String(required=True, description="Why it ended, for instance `ordered`.")
    problem = graphene.String(required=True, description="Why it is stuck; empty when it is not.", resolver=said)
    decisions = NonNullList(AutomationDecision, required=True, description="Every decision, first to last.")

    story = NonNullList(
        AutomationStoryEntry,
        required=True,
        language=graphene.Argument(graphene.String, default_value="en", description="Language of the sentences."),
        description="Why the contact entered, each decision, wait and message, and what comes next; oldest first.",
    )

    class Meta:
        description = "A contact inside a journey."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Enrollment

    @staticmethod
    def resolve_journey(root: Enrollment, info: ResolveInfo):
        return JourneyByIdLoader(info.context).load(root.journey_id)

    @staticmethod
    def resolve_contact(root: Enrollment, info: ResolveInfo):
        return ContactByIdLoader(info.context).load(root.contact_id)

    @staticmethod
    def resolve_version_number(root: Enrollment, info: ResolveInfo):
        return VersionByIdLoader(info.context).load(root.version_id).then(lambda version: version.number)

    @staticmethod
    def resolve_entered_by(root: Enrollment, info: ResolveInfo):
        return NameOfSourceLoader(info.context).load(root.entered_by)

    @staticmethod
    def resolve_story(root: Enrollment, info: ResolveInfo, *, language: str = "en"):
        return StoryByEnrollmentLoader(info.context).load((root.pk, language_of(language)))

    @staticmethod
    def resolve_decisions(root: Enrollment, info: ResolveInfo) -> list[Decision]:
        return DecisionsByEnrollmentLoader(info.context).load(root.pk)


class AutomationEnrollmentConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationEnrollment
