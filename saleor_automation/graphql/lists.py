"""Connections at the root of the schema: filtered, sorted and cut by Saleor's own helpers."""

from typing import Any

from .toolkit import ResolveInfo, SortInputObjectType, create_connection_slice, filter_connection_queryset


def resolve_list(
    queryset: Any,
    info: ResolveInfo,
    arguments: dict[str, Any],
    connection: Any,
    sorting: type[SortInputObjectType],
    default_field: Any,
) -> Any:
    """Return the asked page of a queryset; without sortBy descending by default_field."""
    queryset = filter_connection_queryset(queryset, arguments, allow_replica=info.context.allow_replica)
    if not arguments.get("sort_by"):
        # The container Saleor would have built from the argument; its sort reads field and direction as attributes.
        container = sorting._meta.container
        arguments["sort_by"] = container({"direction": "-", "field": default_field.value})
    return create_connection_slice(queryset, info, arguments, connection)
