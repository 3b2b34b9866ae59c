import django_filters
import graphene

from ..common import DOC_CATEGORY
from ..enums import FieldTypeEnum
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter


class CustomFieldFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")
    slugs = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("slug"), help_text="Slugs; one of them is enough."
    )
    types = ListObjectTypeFilter(
        input_class=FieldTypeEnum, method=any_of("type"), help_text="Types; one of them is enough."
    )


class CustomFieldFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationCustomFieldFilterInput"
        description = "Which custom fields; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = CustomFieldFilter
