import django_filters

from ..common import DOC_CATEGORY
from ..filtering import any_of
from ..toolkit import FilterInputObjectType, ListObjectTypeFilter
from .types import TransferKindEnum, TransferStateEnum


class TransferFilter(django_filters.FilterSet):
    kinds = ListObjectTypeFilter(input_class=TransferKindEnum, method=any_of("kind"), help_text="Imports, or exports.")
    states = ListObjectTypeFilter(input_class=TransferStateEnum, method=any_of("state"), help_text="How far they are.")


class TransferFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationTransferFilterInput"
        description = "Which imports and exports; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = TransferFilter
