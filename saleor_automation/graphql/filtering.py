"""The usual ways to narrow a list, as methods for django-filter."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from .common import pk_of

Method = Callable[[QuerySet, str, Any], QuerySet]


def any_of(column: str) -> Method:
    """Keep rows whose column holds one of the values; an empty list keeps all."""

    def method(queryset: QuerySet, _name: str, values: list[Any]) -> QuerySet:
        return queryset.filter(**{f"{column}__in": values}) if values else queryset

    return method


def between(column: str) -> Method:
    """Keep rows whose column lies in a range; a bound that is not given does not count."""

    def method(queryset: QuerySet, _name: str, bounds: dict[str, Any]) -> QuerySet:
        return queryset.filter(**{f"{column}__{name}": bound for name, bound in bounds.items() if bound})

    return method


def belonging_to(column: str, type_name: str) -> Method:
    """Keep rows that point to the object of a global id.

    The method raises GraphQLError if the id is malformed or of another type.
    """

    def method(queryset: QuerySet, _name: str, global_id: str) -> QuerySet:
        return queryset.filter(**{column: pk_of(global_id, type_name)})

    return method
