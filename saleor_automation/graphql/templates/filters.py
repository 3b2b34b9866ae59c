import django_filters
import graphene
from django.db.models import Q

from ..common import DOC_CATEGORY
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter


class TemplateFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", help_text="Text the name or the slug contains.")
    slugs = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("slug"), help_text="Slugs; one of them is enough."
    )

    @staticmethod
    def filter_search(templates, _name, value):
        return templates.filter(Q(name__icontains=value) | Q(slug__icontains=value)) if value else templates


class TemplateFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationTemplateFilterInput"
        description = "Which templates; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = TemplateFilter
