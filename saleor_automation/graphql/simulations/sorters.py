import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class SimulationSortField(graphene.Enum):
    # The primary key grows with the time and has an index.
    CREATED_AT = ["pk"]

    class Meta:
        name = "AutomationSimulationSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort simulations by when they were asked for.",
        }[self.name]


class SimulationSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationSimulationSortingInput"
        description = "The order of simulations."
        doc_category = DOC_CATEGORY
        sort_enum = SimulationSortField
        type_name = "simulations"
