from functools import wraps

import graphene
from django.conf import settings
from graphene.relay import Connection

from ...permission.utils import message_one_of_permissions_required
from ..decorators import one_of_permissions_required
from .connection import FILTERS_NAME, FILTERSET_CLASS, WHERE_FILTERSET_CLASS, WHERE_NAME
from .scalars import JSONString

__all__ = ["BaseField", "ConnectionField", "FilterConnectionField", "JSONString", "PermissionsField"]


class BaseField(graphene.Field):
    def __init__(self, *args, **kwargs):
        self.doc_category = kwargs.pop("doc_category", None)
        self.webhook_events_info = kwargs.pop("webhook_events_info", None)
        super().__init__(*args, **kwargs)


class PermissionsField(BaseField):
    """A field that only holders of one of the permissions may read."""

    def __init__(self, *args, **kwargs):
        self.permissions = kwargs.pop("permissions", [])
        auto_permission_message = kwargs.pop("auto_permission_message", True)
        if not isinstance(self.permissions, list):
            raise AssertionError(f"FieldWithPermissions `permissions` argument must be a list: {self.permissions}")
        super().__init__(*args, **kwargs)
        if auto_permission_message and self.permissions:
            message = message_one_of_permissions_required(self.permissions)
            self.description = (self.description or "") + message

    def get_resolver(self, parent_resolver):
        resolver = super().get_resolver(parent_resolver)
        return one_of_permissions_required(self.permissions)(resolver) if self.permissions else resolver


class ConnectionField(PermissionsField):
    """A list in pages: arguments before, after, first, last."""

    def __init__(self, type_, *args, **kwargs):
        limit = f"at most {settings.GRAPHQL_PAGINATION_LIMIT} in a single query."
        kwargs.setdefault("before", graphene.String(description="Return elements before this cursor."))
        kwargs.setdefault("after", graphene.String(description="Return elements after this cursor."))
        kwargs.setdefault("first", graphene.Int(description=f"Return the first n elements, {limit}"))
        kwargs.setdefault("last", graphene.Int(description=f"Return the last n elements, {limit}"))
        super().__init__(type_, *args, **kwargs)

    @property
    def type(self):
        declared = super().type
        connection_type = declared.of_type if isinstance(declared, graphene.NonNull) else declared
        if not issubclass(connection_type, Connection):
            raise AssertionError(
                f'{self.__class__.__name__} type have to be a subclass of Connection. Received "{connection_type}".'
            )
        return declared


class FilterConnectionField(ConnectionField):
    """A list in pages with `filter` or `where`; the resolver hands its arguments to filter_connection_queryset."""

    def __init__(self, type_, *args, **kwargs):
        self.filter_field_name = kwargs.pop("filter_field_name", "filter")
        self.where_field_name = kwargs.get("where_field_name", "where")
        filter_input = kwargs.get(self.filter_field_name)
        where_input = kwargs.get(self.where_field_name)
        self.filterset_class = filter_input.filterset_class if filter_input else None
        self.where_filterset_class = where_input.filterset_class if where_input else None
        super().__init__(type_, *args, **kwargs)

    def get_resolver(self, parent_resolver):
        resolver = super().get_resolver(parent_resolver)

        @wraps(resolver)
        def with_filtersets(root, info, **kwargs):
            kwargs[FILTERSET_CLASS] = self.filterset_class
            kwargs[FILTERS_NAME] = self.filter_field_name
            kwargs[WHERE_FILTERSET_CLASS] = self.where_filterset_class
            kwargs[WHERE_NAME] = self.where_field_name
            return resolver(root, info, **kwargs)

        return with_filtersets
