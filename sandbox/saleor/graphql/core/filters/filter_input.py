"""Inputs made of django-filter FilterSets: one input field per filter."""

import graphene
from django import forms
from django.core.exceptions import ImproperlyConfigured
from graphene.types.inputobjecttype import InputObjectTypeOptions
from graphene.types.utils import yank_fields_from_attrs

from ..types.base import BaseInputObjectType
from ..types.common import NonNullList
from .filters import (
    GlobalIDFormField,
    GlobalIDMultipleChoiceField,
    ListObjectTypeFilter,
)

SCALAR_OF_FORM_FIELD = (
    (forms.NullBooleanField, graphene.Boolean),
    ((forms.DecimalField, forms.FloatField), graphene.Float),
    (forms.CharField, graphene.String),
    (GlobalIDFormField, graphene.ID),
)


def convert_filter(filter_):
    """Return the graphene type of a filter. Raises ImproperlyConfigured for one GraphQL has no type for."""
    description = filter_.extra.get("help_text")
    if isinstance(filter_, ListObjectTypeFilter):
        return NonNullList(filter_.input_class, description=description)
    if input_class := getattr(filter_, "input_class", None):
        return input_class(description=description)
    field = filter_.field
    if isinstance(field, GlobalIDMultipleChoiceField):
        return NonNullList(graphene.ID, required=field.required, description=description)
    for form_field, scalar in SCALAR_OF_FORM_FIELD:
        if isinstance(field, form_field):
            return scalar(required=field.required, description=description)
    raise ImproperlyConfigured(
        f"Don't know how to convert the Django form field {field} ({field.__class__}) to Graphene type"
    )


class FilterInputObjectType(BaseInputObjectType):
    @classmethod
    def __init_subclass_with_meta__(cls, _meta=None, model=None, filterset_class=None, fields=None, **options):
        if not filterset_class:
            raise ValueError("Provide filterset class")
        cls.filterset_class = filterset_class
        _meta = _meta or InputObjectTypeOptions(cls)
        converted = {name: convert_filter(item) for name, item in filterset_class.base_filters.items()}
        _meta.fields = {
            **(_meta.fields or {}),
            **yank_fields_from_attrs(converted, _as=graphene.InputField),
        }
        super().__init_subclass_with_meta__(_meta=_meta, **options)


class ChannelFilterInputObjectType(FilterInputObjectType):
    channel = graphene.Argument(
        graphene.String, description="Specifies the channel by which the data should be filtered."
    )

    class Meta:
        abstract = True
