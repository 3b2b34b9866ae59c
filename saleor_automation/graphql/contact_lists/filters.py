import django_filters
import graphene

from ..common import DOC_CATEGORY
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter


class ListFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")
    slugs = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("slug"), help_text="Slugs; one of them is enough."
    )
    is_public = django_filters.BooleanFilter(field_name="is_public", help_text="Whether storefronts offer it.")


class ListFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationListFilterInput"
        description = "Which lists; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = ListFilter
