"""Lists in pages.

A cursor is the base64 JSON list of the values a row was sorted by; the next page is asked for by comparing those
columns, so a page costs the same wherever it lies and rows that come or go meanwhile shift nothing.
"""

import json
from base64 import b64decode, b64encode
from typing import Any

import graphene
from django.conf import settings
from django.db.models import Q
from graphene.relay import PageInfo
from graphql import GraphQLError
from graphql.language.ast import FragmentSpread, InlineFragment
from graphql_relay.connection.arrayconnection import connection_from_list_slice

from ..utils.sorting import sort_queryset_for_connection
from .context import ChannelContext, ChannelQsContext, SyncWebhookControlContext
from .enums import OrderDirection
from .types import BaseConnection, NonNullList

FILTERS_NAME = "_FILTERS_NAME"
FILTERSET_CLASS = "_FILTERSET_CLASS"
WHERE_NAME = "_WHERE_NAME"
WHERE_FILTERSET_CLASS = "_WHERE_FILTERSET_CLASS"

INVALID_CURSOR = "Received cursor is invalid."


def to_global_cursor(values) -> str:
    values = [value if value is None else str(value) for value in values]
    return b64encode(json.dumps(values).encode()).decode()


def from_global_cursor(cursor: str) -> list[str | None]:
    """Return the values of a cursor. Raises ValueError for something that is none."""
    values = json.loads(b64decode(cursor))
    if not isinstance(values, list):
        raise ValueError("Cursor must decode to a JSON array.")
    return values


def _value(row, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row() if callable(row) else row


def _beyond(column: str, value: str | None, is_ascending: bool) -> Q | None:
    """Return the rows past value in one column; PostgreSQL sorts nulls last. None: there can be none."""
    if is_ascending:
        return None if value is None else Q(**{f"{column}__gt": value}) | Q(**{f"{column}__isnull": True})
    return Q(**{f"{column}__isnull": False}) if value is None else Q(**{f"{column}__lt": value})


def _past_cursor(columns: list[str], values: list[str | None], is_ascending: bool) -> Q:
    """Return the condition for rows past the cursor: equal in some first columns, beyond in the next one."""
    condition = Q(pk__in=[])
    equal_so_far = Q()
    for column, value in zip(columns, values, strict=True):
        beyond = _beyond(column, value, is_ascending)
        if beyond is not None:
            condition |= equal_so_far & beyond
        equal_so_far &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return condition


def _check_page_arguments(args: dict):
    first, last = args.get("first"), args.get("last")
    if first and first < 0:
        raise GraphQLError("Argument `first` must be a non-negative integer.")
    if last and last < 0:
        raise GraphQLError("Argument `last` must be a non-negative integer.")
    if first and last:
        raise GraphQLError("Argument `last` cannot be combined with `first`.")
    if first and args.get("before"):
        raise GraphQLError("Argument `first` cannot be combined with `before`.")
    if last and args.get("after"):
        raise GraphQLError("Argument `last` cannot be combined with `after`.")


def connection_from_queryset_slice(qs, args: dict, connection_type, edge_type, pageinfo_type=PageInfo):
    """Return one page of a queryset that is sorted as args["sort_by"] says (reversed for `last`)."""
    _check_page_arguments(args)
    first, last = args.get("first"), args.get("last")
    cursor = args.get("after") or args.get("before")
    columns = args["sort_by"]["field"]
    columns = columns if isinstance(columns, list) else [columns]
    is_ascending = (args["sort_by"].get("direction", "") != OrderDirection.DESC) != bool(last)

    page = qs
    if cursor:
        try:
            values = from_global_cursor(cursor)
            page = qs.filter(_past_cursor(columns, values, is_ascending))
        except ValueError as error:
            raise GraphQLError(INVALID_CURSOR) from error

    size = first or last
    rows = list(page[: size + 1]) if size else []
    has_more = bool(size) and len(rows) > size
    rows = rows[:size]
    if last:
        rows.reverse()
    edges = [edge_type(node=row, cursor=to_global_cursor([_value(row, column) for column in columns])) for row in rows]
    page_info = pageinfo_type(
        has_next_page=has_more if first else bool(last and cursor),
        has_previous_page=has_more if last else bool(first and cursor),
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    if "total_count" in connection_type._meta.fields:
        return connection_type(edges=edges, page_info=page_info, total_count=qs.count)
    return connection_type(edges=edges, page_info=page_info)


def create_connection_slice(
    iterable,
    info,
    args: dict,
    connection_type,
    edge_type=None,
    pageinfo_type=PageInfo,
    max_limit: int | None = None,
):
    """Return the page of a list or queryset that the arguments ask for."""
    _check_page_size(info, args, settings.GRAPHQL_PAGINATION_LIMIT if max_limit is None else max_limit)
    if isinstance(iterable, list):
        return slice_connection_iterable(iterable, args, connection_type, edge_type, pageinfo_type)

    in_channel = isinstance(iterable, ChannelQsContext)
    queryset, args["sort_by"] = sort_queryset_for_connection(
        iterable=iterable.qs if in_channel else iterable,
        args=args,
        allow_replica=getattr(info.context, "allow_replica", False),
    )
    from ...core.db.connection import allow_writer_in_context

    with allow_writer_in_context(info.context):
        page = connection_from_queryset_slice(
            queryset, args, connection_type, edge_type or connection_type.Edge, pageinfo_type
        )
    if in_channel:
        for edge in page.edges:
            edge.node = ChannelContext(node=edge.node, channel_slug=iterable.channel_slug)
    return page


def create_connection_slice_for_sync_webhook_control_context(
    iterable, info, args, connection_type, allow_sync_webhooks
):
    page = create_connection_slice(iterable, info, args, connection_type)
    for edge in page.edges:
        edge.node = SyncWebhookControlContext(node=edge.node, allow_sync_webhooks=allow_sync_webhooks)
    return page


def _check_page_size(info, args: dict, limit: int):
    first, last = args.get("first"), args.get("last")
    if not (first or last) and _asks_for_edges(info.field_asts[0].selection_set, info):
        raise GraphQLError(
            f"You must provide a `first` or `last` value to properly paginate the `{info.field_name}` connection."
        )
    for name, value in (("first", first), ("last", last)):
        if value and limit and value > limit:
            raise GraphQLError(
                f"Requesting {value} records on the `{info.field_name}` connection exceeds the "
                f"`{name}` limit of {limit} records."
            )


def _asks_for_edges(selection_set, info) -> bool:
    for selection in selection_set.selections:
        if isinstance(selection, InlineFragment):
            asks = _asks_for_edges(selection.selection_set, info)
        elif isinstance(selection, FragmentSpread):
            asks = _asks_for_edges(info.fragments[selection.name.value].selection_set, info)
        else:
            asks = selection.name.value == "edges"
        if asks:
            return True
    return False


def slice_connection_iterable(iterable: list, args, connection_type, edge_type=None, pageinfo_type=None):
    page = connection_from_list_slice(
        iterable,
        args,
        slice_start=0,
        list_length=len(iterable),
        list_slice_length=len(iterable),
        connection_type=connection_type,
        edge_type=edge_type or connection_type.Edge,
        pageinfo_type=pageinfo_type or PageInfo,
    )
    if "total_count" in connection_type._meta.fields:
        page.total_count = len(iterable)
    return page


def filter_connection_queryset(iterable, args: dict, request=None, root=None, allow_replica=False):
    """Apply the `filter` or `where` argument of a FilterConnectionField. Raises GraphQLError for bad values."""
    filter_input = args.get(args[FILTERS_NAME])
    where_input = args.get(args[WHERE_NAME])
    if filter_input and where_input:
        raise GraphQLError("Only one filtering argument (filter or where) can be specified.")
    if not (filter_input or where_input):
        return iterable

    filterset_class = args[FILTERSET_CLASS] if filter_input else args[WHERE_FILTERSET_CLASS]
    values = filter_input or where_input
    values["channel"] = args.get("channel") or getattr(root, "channel_slug", None) or values.get("channel")
    in_channel = isinstance(iterable, ChannelQsContext)
    filterset = filterset_class(values, queryset=iterable.qs if in_channel else iterable, request=request)
    if not filterset.is_valid():
        raise GraphQLError(json.dumps(filterset.errors.get_json_data()))
    return ChannelQsContext(filterset.qs, iterable.channel_slug) if in_channel else filterset.qs


class NonNullConnection(BaseConnection):
    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, node=None, name=None, **options):
        super().__init_subclass_with_meta__(node=node, name=name, **options)

        class EdgeBase:
            node = graphene.Field(cls._meta.node, description="The item at the end of the edge.", required=True)
            cursor = graphene.String(required=True, description="A cursor for use in pagination.")

        cls.Edge = type(cls.Edge._meta.name, (EdgeBase, graphene.ObjectType), {})
        cls._meta.fields["edges"] = graphene.Field(graphene.NonNull(NonNullList(cls.Edge)))


class CountableConnection(NonNullConnection):
    class Meta:
        abstract = True

    total_count = graphene.Int(description="A total count of items in the collection.")

    @staticmethod
    def resolve_total_count(root, info):
        total_count = root.get("total_count") if isinstance(root, dict) else getattr(root, "total_count", None)
        if not callable(total_count):
            return total_count
        from ...core.db.connection import allow_writer_in_context

        with allow_writer_in_context(info.context):
            return total_count()
