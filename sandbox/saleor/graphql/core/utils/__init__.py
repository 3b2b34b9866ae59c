import binascii
from typing import NoReturn
from uuid import UUID

import graphene
from django.core.exceptions import ValidationError
from graphql import GraphQLError


def snake_to_camel_case(name):
    if not isinstance(name, str):
        return name
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def str_to_enum(name: str) -> str:
    return name.replace(" ", "_").replace("-", "_").upper()


def _is_int_or_uuid(value: str) -> bool:
    if value.isdigit():
        return True
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def from_global_id_or_error(global_id: str, only_type=None, raise_error: bool = False):
    """Return (type name, primary key) of an id such as "VXNlcjox".

    With only_type an id of another type gives (type name, None), or GraphQLError if raise_error. Something that
    is no id at all is always a GraphQLError.
    """
    expected = f" Expected: {only_type}." if only_type else ""
    try:
        type_name, pk = graphene.Node.from_global_id(global_id)
    except (binascii.Error, UnicodeDecodeError, ValueError, TypeError) as error:
        raise GraphQLError(f"Invalid ID: {global_id}.{expected}") from error
    if not _is_int_or_uuid(pk):
        raise GraphQLError(f"Invalid ID: {global_id}.{expected}")
    if only_type and str(type_name) != str(only_type):
        if raise_error:
            raise GraphQLError(f"Invalid ID: {global_id}. Expected: {only_type}, received: {type_name}.")
        return type_name, None
    return type_name, pk


def from_global_id_or_none(global_id, only_type=None, raise_error: bool = False):
    return from_global_id_or_error(global_id, only_type, raise_error)[1] if global_id else None


def to_global_id_or_none(instance):
    if instance is None or instance.pk is None:
        return None
    return graphene.Node.to_global_id(instance.__class__.__name__, instance.pk)


def raise_validation_error(field=None, message=None, code=None) -> NoReturn:
    raise ValidationError({field: ValidationError(message, code=code)})
