import django_filters
import graphene
from django.core.exceptions import ValidationError
from django.forms import Field, MultipleChoiceField
from graphql_relay import from_global_id


class GlobalIDFormField(Field):
    default_error_messages = {"invalid": "Invalid ID specified."}

    def clean(self, value):
        if not value and not self.required:
            return None
        try:
            type_name, pk = from_global_id(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid"]) from error
        if not type_name or not pk:
            raise ValidationError(self.error_messages["invalid"])
        return value


class GlobalIDFilter(django_filters.Filter):
    field_class = GlobalIDFormField

    def filter(self, qs, value):
        return super().filter(qs, None if value is None else from_global_id(value)[1])


class GlobalIDMultipleChoiceField(MultipleChoiceField):
    def valid_value(self, value):
        GlobalIDFormField().clean(value)
        return True


class GlobalIDMultipleChoiceFilter(django_filters.MultipleChoiceFilter):
    field_class = GlobalIDMultipleChoiceField

    def filter(self, qs, value):
        return super().filter(qs, [from_global_id(global_id)[1] for global_id in value])


class ListField(MultipleChoiceField):
    """Any list: what is in it was checked by GraphQL."""

    def to_python(self, value):
        return value if isinstance(value, list) else [value] if value else []

    def validate(self, value):
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")


class EnumFilter(django_filters.CharFilter):
    def __init__(self, input_class, *args, **kwargs):
        if not kwargs.get("method"):
            raise AssertionError("Providing exact filter method is required for EnumFilter")
        self.input_class = input_class
        super().__init__(*args, **kwargs)


class ListObjectTypeFilter(django_filters.MultipleChoiceFilter):
    field_class = ListField

    def __init__(self, input_class, *args, **kwargs):
        self.input_class = input_class
        super().__init__(*args, **kwargs)


class ObjectTypeFilter(django_filters.Filter):
    def __init__(self, input_class, *args, **kwargs):
        self.input_class = input_class
        super().__init__(*args, **kwargs)


class MetadataFilter(graphene.InputObjectType):
    key = graphene.String(required=True, description="Key of a metadata item.")
    value = graphene.String(required=False, description="Value of a metadata item.")


def filter_metadata(qs, _name, items):
    for item in items:
        if item.get("value"):
            qs = qs.filter(metadata__contains={item["key"]: item["value"]})
        else:
            qs = qs.filter(metadata__has_key=item["key"])
    return qs


class MetadataFilterBase(django_filters.FilterSet):
    metadata = ListObjectTypeFilter(input_class=MetadataFilter, method=filter_metadata)

    class Meta:
        abstract = True
