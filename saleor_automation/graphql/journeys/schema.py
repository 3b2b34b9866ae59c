import graphene

from ...journeys.models import Journey
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, NonNullList, PermissionsField, ResolveInfo
from .filters import JourneyFilterInput
from .mutations.enrollment_end import EnrollmentEnd
from .mutations.enrollment_skip_wait import EnrollmentSkipWait
from .mutations.enrollment_start import EnrollmentStart
from .mutations.journey_archive import JourneyArchive
from .mutations.journey_create import JourneyCreate
from .mutations.journey_delete import JourneyDelete
from .mutations.journey_duplicate import JourneyDuplicate
from .mutations.journey_end_people import JourneyEndPeople
from .mutations.journey_move_people import JourneyMovePeople
from .mutations.journey_pause import JourneyPause
from .mutations.journey_publish import JourneyPublish
from .mutations.journey_resume import JourneyResume
from .mutations.journey_update import JourneyUpdate
from .mutations.journey_version_restore import JourneyVersionRestore
from .sorters import JourneySortField, JourneySortingInput
from .step_kinds import AutomationJourneySchema, AutomationStepKind, journey_schema, step_kinds
from .types import AutomationJourney, AutomationJourneyConnection


class JourneyQueries(graphene.ObjectType):
    automation_journeys = FilterConnectionField(
        AutomationJourneyConnection,
        filter=JourneyFilterInput(description="Which journeys."),
        sort_by=JourneySortingInput(description="In which order; by default the newest come first."),
        description="All journeys, drafts and archived ones included.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_journey = PermissionsField(
        AutomationJourney,
        id=graphene.Argument(graphene.ID, description="ID of the journey."),
        slug=graphene.Argument(graphene.String, description="Slug of the journey."),
        description="One journey, by ID or by slug.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    automation_step_kinds = PermissionsField(
        NonNullList(AutomationStepKind),
        language=graphene.Argument(graphene.String, default_value="en", description="Language of the titles."),
        description="Every kind of step journeys can be made of, for forms and editors.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    automation_journey_schema = PermissionsField(
        AutomationJourneySchema,
        language=graphene.Argument(graphene.String, default_value="en", description="Language of the words."),
        description="What a journey is made of, as JSON Schema with the words of forms, for editors.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_journey_schema(_root, _info: ResolveInfo, *, language: str = "en"):
        return journey_schema(language)

    @staticmethod
    def resolve_automation_step_kinds(_root, _info: ResolveInfo, *, language: str = "en"):
        return step_kinds(language)

    @staticmethod
    def resolve_automation_journeys(_root, info: ResolveInfo, **kwargs):
        journeys = rows(Journey, info)
        return resolve_list(
            journeys, info, kwargs, AutomationJourneyConnection, JourneySortingInput, JourneySortField.CREATED_AT
        )

    @staticmethod
    def resolve_automation_journey(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        journeys = rows(Journey, info)
        if slug is not None:
            return journeys.filter(slug=slug).first()
        return journeys.filter(pk=pk_of(id, "AutomationJourney")).first()


class JourneyMutations(graphene.ObjectType):
    automation_journey_create = JourneyCreate.Field()
    automation_journey_update = JourneyUpdate.Field()
    automation_journey_delete = JourneyDelete.Field()
    automation_journey_duplicate = JourneyDuplicate.Field()
    automation_journey_version_restore = JourneyVersionRestore.Field()
    automation_journey_publish = JourneyPublish.Field()
    automation_journey_pause = JourneyPause.Field()
    automation_journey_resume = JourneyResume.Field()
    automation_journey_archive = JourneyArchive.Field()
    automation_journey_move_people = JourneyMovePeople.Field()
    automation_journey_end_people = JourneyEndPeople.Field()
    automation_enrollment_start = EnrollmentStart.Field()
    automation_enrollment_end = EnrollmentEnd.Field()
    automation_enrollment_skip_wait = EnrollmentSkipWait.Field()
