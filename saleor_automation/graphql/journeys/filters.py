import django_filters
import graphene
from django.db.models import QuerySet

from ...core.clock import utc_now
from ...journeys.checking import draft_problems
from ..common import DOC_CATEGORY
from ..enums import JourneyStatusEnum
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter


class JourneyFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")
    slugs = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("slug"), help_text="Slugs; one of them is enough."
    )
    statuses = ListObjectTypeFilter(
        input_class=JourneyStatusEnum, method=any_of("status"), help_text="Statuses; one of them is enough."
    )
    recipes = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("recipe"), help_text="Slugs of recipes; one of them is enough."
    )
    has_problems = django_filters.BooleanFilter(
        method="filter_has_problems", help_text="Whether the draft has problems that keep it from being published."
    )

    def filter_has_problems(self, queryset: QuerySet, _name: str, wanted: bool) -> QuerySet:
        found = draft_problems(list(queryset), queryset.db, today=utc_now().date())
        return queryset.filter(pk__in=[pk for pk, problems in found.items() if bool(problems) is wanted])


class JourneyFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationJourneyFilterInput"
        description = "Which journeys; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = JourneyFilter
