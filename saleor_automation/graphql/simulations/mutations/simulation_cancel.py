import graphene

from ....core.clock import utc_now
from ....simulation import jobs
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationSimulation


class SimulationCancel(BaseMutation):
    simulation = graphene.Field(AutomationSimulation, description="The simulation; one that runs stops in a moment.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the simulation.")

    class Meta:
        name = "AutomationSimulationCancel"
        description = "Stop a simulation. It has changed nothing, and leaves no report."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            simulation = jobs.cancel(pk_or_refusal(id, "AutomationSimulation"), utc_now())
        return cls(simulation=simulation)
