import copy

import graphene
from graphene.types.inputobjecttype import InputObjectTypeOptions

from ..enums import OrderDirection
from .base import BaseInputObjectType


class SortInputMeta(InputObjectTypeOptions):
    sort_enum = None


class SortInputObjectType(BaseInputObjectType):
    """{direction, field}: the values of Meta.sort_enum are lists of columns to order by."""

    direction = graphene.Argument(
        OrderDirection, required=True, description="Specifies the direction in which to sort."
    )

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, container=None, _meta=None, sort_enum=None, type_name=None, **options):
        _meta = _meta or SortInputMeta(cls)
        if sort_enum:
            _meta.sort_enum = sort_enum
        super().__init_subclass_with_meta__(container, _meta, **options)
        if not type_name:
            return
        direction = copy.copy(cls._meta.fields["direction"])
        direction.description = f"Specifies the direction in which to sort {type_name}."
        cls._meta.fields["direction"] = direction
        if sort_enum and "field" not in cls._meta.fields:
            cls._meta.fields["field"] = graphene.Argument(
                sort_enum, required=True, description=f"Sort {type_name} by the selected field."
            )


class ChannelSortInputObjectType(SortInputObjectType):
    channel = graphene.Argument(graphene.String)

    class Meta:
        abstract = True
