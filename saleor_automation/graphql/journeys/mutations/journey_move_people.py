import graphene

from ....core.clock import utc_now
from ....journeys import moving
from ....journeys.models import Journey
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, NonNullList, ResolveInfo
from ..people import AutomationPeopleAtStep, StepMoveInput
from ..types import AutomationJourney


class JourneyMovePeople(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The journey; its chores show how far the work is.")
    people = NonNullList(AutomationPeopleAtStep, description="How many people it is about, step by step.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the journey.")
        steps = NonNullList(StepMoveInput, description="Where people of steps go that the newest version has no more.")
        dry_run = graphene.Boolean(default_value=False, description="Only say how many people it would be about.")

    class Meta:
        name = "AutomationJourneyMovePeople"
        description = "Take the people inside older versions to the newest one; the work is done in the background."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, steps=None, dry_run: bool = False):
        journey_id = pk_or_refusal(id, "AutomationJourney")
        mapping = {each["from_step"]: each["to_step"] for each in steps or []}
        with refusals("steps"):
            people = moving.plan_move(journey_id, mapping)
            if not dry_run:
                moving.move_people(journey_id, mapping, utc_now())
        return cls(journey=Journey.objects.get(pk=journey_id), people=people)
