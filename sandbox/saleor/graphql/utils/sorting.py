from ..core.enums import OrderDirection

OPPOSITE = {OrderDirection.ASC.value: "-", OrderDirection.DESC.value: ""}


def sort_queryset_for_connection(iterable, args: dict, allow_replica: bool):
    """Return (sorted queryset, {"field", "direction"}). `last` asks for the reverse order, to read from the end."""
    is_reversed = bool(args.get("last"))
    if sort_by := args.get("sort_by"):
        return sort_queryset(iterable, sort_by, is_reversed, args.get("channel")), sort_by
    return sort_queryset_by_default(iterable, is_reversed)


def sort_queryset(queryset, sort_by, reversed: bool, channel_slug: str | None):
    """Order by the columns of the chosen enum member.

    An enum may have a method qs_with_<member>, which annotates what it sorts by.
    """
    sort_enum = sort_by._meta.sort_enum
    member = sort_enum.get(sort_by.field)
    if annotate := getattr(sort_enum, f"qs_with_{member.name.lower()}", None):
        queryset = annotate(queryset, channel_slug=channel_slug)
    direction = OPPOSITE[sort_by.direction] if reversed else sort_by.direction
    return queryset.order_by(*(f"{direction}{column}" for column in member.value))


def sort_queryset_by_default(queryset, reversed: bool):
    """Order by Meta.ordering of the model, in its first column's direction, with the primary key as a tie-breaker."""
    ordering = [str(column) for column in queryset.model._meta.ordering or ["pk"]]
    direction = "-" if ordering[0].startswith("-") else ""
    columns = [column.removeprefix("-") for column in ordering]
    if not {"pk", "id"} & set(columns):
        columns.append("pk")
    effective = OPPOSITE[direction] if reversed else direction
    return queryset.order_by(*(f"{effective}{column}" for column in columns)), {
        "field": columns,
        "direction": direction,
    }
