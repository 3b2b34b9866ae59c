from .filter_input import ChannelFilterInputObjectType, FilterInputObjectType
from .filters import (
    EnumFilter,
    GlobalIDFilter,
    GlobalIDFormField,
    GlobalIDMultipleChoiceField,
    GlobalIDMultipleChoiceFilter,
    ListObjectTypeFilter,
    MetadataFilter,
    MetadataFilterBase,
    ObjectTypeFilter,
)

__all__ = [
    "ChannelFilterInputObjectType",
    "EnumFilter",
    "FilterInputObjectType",
    "GlobalIDFilter",
    "GlobalIDFormField",
    "GlobalIDMultipleChoiceField",
    "GlobalIDMultipleChoiceFilter",
    "ListObjectTypeFilter",
    "MetadataFilter",
    "MetadataFilterBase",
    "ObjectTypeFilter",
]
