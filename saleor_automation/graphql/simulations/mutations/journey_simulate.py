import graphene

from ....core import alarm
from ....core.clock import utc_now
from ....core.exceptions import InvalidDefinition
from ....simulation import jobs
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, pk_or_refusal, refusal, refusals
from ...scalars import AutomationDefinition
from ...toolkit import BaseInputObjectType, BaseMutation, DateTime, ResolveInfo
from ..types import AutomationSimulation

TASK = "saleor_automation.run_simulations"
_ARGUMENTS = ("since", "until", "seed")


class JourneySimulateInput(BaseInputObjectType):
    since = DateTime(required=True, description="Where the period begins; it may be 732 days long.")
    until = DateTime(required=True, description="Where it ends; not in the future.")
    seed = graphene.Int(default_value=1, description="Draws the people whose paths are shown.")
    definition = AutomationDefinition(description="What is simulated instead of the journey's draft.")

    class Meta:
        name = "AutomationJourneySimulateInput"
        description = "What is to be simulated."
        doc_category = DOC_CATEGORY


class JourneySimulate(BaseMutation):
    simulation = graphene.Field(AutomationSimulation, description="The simulation; a worker runs it soon.")

    class Arguments:
        journey_id = graphene.ID(required=True, description="ID of the journey.")
        input = JourneySimulateInput(required=True, description="The period, and what is simulated.")

    class Meta:
        name = "AutomationJourneySimulate"
        description = (
            "Run a journey's draft over the shop's past, in the background and without any effect outside. A draft "
            "that could not be published is not run; every problem is an error with its step."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, journey_id: str, input: dict):
        pk = pk_or_refusal(journey_id, "AutomationJourney", "journeyId")
        with refusals("journeyId"):
            try:
                simulation = jobs.ask(
                    pk,
                    input["since"],
                    input["until"],
                    utc_now(),
                    definition=input.get("definition"),
                    seed=input["seed"],
                    requested_by=source_of(info),
                )
            except InvalidDefinition as error:
                for place, text in error.problems:
                    if place in _ARGUMENTS:
                        raise refusal(place, AutomationErrorCode.INVALID, text) from error
                raise
        alarm.wake(TASK)
        return cls(simulation=simulation)
