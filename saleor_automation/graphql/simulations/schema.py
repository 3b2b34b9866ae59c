import graphene

from ...simulation.models import Simulation
from ..common import DOC_CATEGORY, STAFF, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import SimulationFilterInput
from .mutations.journey_simulate import JourneySimulate
from .mutations.simulation_cancel import SimulationCancel
from .sorters import SimulationSortField, SimulationSortingInput
from .types import AutomationSimulation, AutomationSimulationConnection


class SimulationQueries(graphene.ObjectType):
    automation_simulations = FilterConnectionField(
        AutomationSimulationConnection,
        filter=SimulationFilterInput(description="Which simulations."),
        sort_by=SimulationSortingInput(description="In which order; by default the newest come first."),
        description="Simulations of journeys over the shop's past.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_simulation = PermissionsField(
        AutomationSimulation,
        id=graphene.Argument(graphene.ID, required=True, description="ID of the simulation."),
        description="One simulation, with its progress and its report.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_simulations(_root, info: ResolveInfo, **kwargs):
        found = rows(Simulation, info)
        return resolve_list(
            found, info, kwargs, AutomationSimulationConnection, SimulationSortingInput, SimulationSortField.CREATED_AT
        )

    @staticmethod
    def resolve_automation_simulation(_root, info: ResolveInfo, *, id: str):
        return rows(Simulation, info).filter(pk=pk_of(id, "AutomationSimulation")).first()


class SimulationMutations(graphene.ObjectType):
    automation_journey_simulate = JourneySimulate.Field()
    automation_simulation_cancel = SimulationCancel.Field()
