import graphene

from ....core.clock import utc_now
from ....journeys import moving
from ....journeys.models import Journey
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, NonNullList, ResolveInfo
from ..people import AutomationPeopleAtStep
from ..types import AutomationJourney


class JourneyEndPeople(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The journey; its chores show how far the work is.")
    people = NonNullList(AutomationPeopleAtStep, description="How many people it is about, step by step.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the journey.")
        dry_run = graphene.Boolean(default_value=False, description="Only say how many people it would be about.")

    class Meta:
        name = "AutomationJourneyEndPeople"
        description = "End the runs of people inside older versions; the work is done in the background."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, dry_run: bool = False):
        journey_id = pk_or_refusal(id, "AutomationJourney")
        with refusals("id"):
            people = moving.plan_end(journey_id)
            if not dry_run:
                moving.end_people(journey_id, utc_now())
        return cls(journey=Journey.objects.get(pk=journey_id), people=people)
