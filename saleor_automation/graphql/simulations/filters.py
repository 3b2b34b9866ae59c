import django_filters

from ..common import DOC_CATEGORY, pk_of
from ..enums import SimulationStateEnum
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter


class SimulationFilter(django_filters.FilterSet):
    states = ListObjectTypeFilter(
        input_class=SimulationStateEnum, method=any_of("state"), help_text="States; one of them is enough."
    )
    journey = django_filters.CharFilter(method="filter_journey", help_text="ID of the journey.")

    @staticmethod
    def filter_journey(queryset, _name, value):
        return queryset.filter(journey_id=pk_of(value, "AutomationJourney")) if value else queryset


class SimulationFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationSimulationFilterInput"
        description = "Which simulations; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = SimulationFilter
