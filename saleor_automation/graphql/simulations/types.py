import graphene
from graphene import relay

from ...simulation.models import Simulation
from ..common import DOC_CATEGORY
from ..enums import SimulationStateEnum
from ..journeys.dataloaders import JourneyByIdLoader
from ..reader import said
from ..scalars import AutomationDefinition
from ..toolkit import CountableConnection, DateTime, ModelObjectType, ResolveInfo
from .report_types import AutomationSimulationReport


class AutomationSimulation(ModelObjectType[Simulation]):
    id = graphene.GlobalID(required=True)
    journey = graphene.Field(
        "saleor_automation.graphql.journeys.types.AutomationJourney",
        description="The journey; empty if it was deleted since.",
    )
    journey_slug = graphene.String(required=True, description="Slug the journey had.")
    definition = AutomationDefinition(required=True, description="What was simulated.")
    since = DateTime(required=True, description="Where the period begins.")
    until = DateTime(required=True, description="Where it ends.")
    seed = graphene.Int(required=True, description="Draws the people whose paths are shown.")
    state = SimulationStateEnum(required=True, description="How far it has come.")
    percent = graphene.Int(required=True, description="How much of the period is over, 0 to 100.")
    stage = graphene.String(required=True, description="What it is doing, as `totals`, `living` or `report`.")
    virtual_now = DateTime(description="The moment the virtual clock has come to.")
    problem = graphene.String(
        required=True, description="Why it failed or was interrupted; empty if it was not.", resolver=said
    )
    report = graphene.Field(AutomationSimulationReport, description="What it found out, once it is done.")
    requested_by = graphene.String(required=True, description="Who asked for it, as `staff:5`.")
    created_at = DateTime(required=True, description="When it was asked for.")
    started_at = DateTime(description="When a worker began.")
    finished_at = DateTime(description="When it ended.")

    class Meta:
        description = (
            "A journey run over the shop's past, with the same engine, a virtual clock and no effect outside. It tells "
            "what would have happened, and does not predict lift."
        )
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Simulation

    @staticmethod
    def resolve_journey(root: Simulation, info: ResolveInfo):
        return JourneyByIdLoader(info.context).load(root.journey_id)


class AutomationSimulationConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationSimulation
