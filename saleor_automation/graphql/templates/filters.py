import django_filters
from django.db.models import Q

from ..common import DOC_CATEGORY
from ..toolkit import FilterInputObjectType


class TemplateFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="filter_search", help_text="Text the name or the slug contains.")

    @staticmethod
    def filter_search(templates, _name, value):
        return templates.filter(Q(name__icontains=value) | Q(slug__icontains=value)) if value else templates


class TemplateFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationTemplateFilterInput"
        description = "Which templates; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = TemplateFilter
