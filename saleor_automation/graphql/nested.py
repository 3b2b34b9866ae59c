"""Connections below an object, newest first: one query for all parents of a page, not one for each.

Saleor's own nested lists load every child of every parent and cut them in memory; a contact may have
thousands of events, so here PostgreSQL cuts: one LATERAL query takes the asked page of each parent.
"""

import base64
import binascii
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import connections, models
from graphene.relay import PageInfo
from graphql import GraphQLError, get_named_type

from .toolkit import DataLoader, ResolveInfo, create_connection_slice


@dataclass(frozen=True)
class Page:
    """Which rows of each parent: size of them after (or, backwards, before) the cursor."""

    size: int
    backwards: bool
    cursor: tuple[datetime, Any] | None


class NestedRowsLoader(DataLoader):
    """Load one page of children for each parent; keys are (parent id, Page).

    A subclass names the model, its parent column and its time column, which is never empty; the rows come newest first,
    by that column and then by the primary key.
    """

    model: ClassVar[type[models.Model]]
    parent_column: ClassVar[str]
    time_column: ClassVar[str]

    def batch_load(self, keys: Iterable[tuple[int, Page]]) -> list[list[Any]]:
        keys = list(keys)
        parents_by_page = defaultdict(list)
        for parent_id, page in keys:
            parents_by_page[page].append(parent_id)
        found = {page: self._load(parent_ids, page) for page, parent_ids in parents_by_page.items()}
        return [found[page][parent_id] for parent_id, page in keys]

    def _load(self, parent_ids: list[int], page: Page) -> dict[int, list[Any]]:
        # Names come from our own models, values travel as parameters. One row more than asked tells of a next page.
        quote = connections[self.database_connection_name].ops.quote_name
        columns = ", ".join(f"c.{quote(field.column)}" for field in self.model._meta.concrete_fields)
        order, compare = ("ASC", ">") if page.backwards else ("DESC", "<")
        time, table = quote(self.time_column), quote(self.model._meta.db_table)
        key = quote(self.model._meta.pk.column)
        beyond = f"AND ({time}, {key}) {compare} (%s, %s)" if page.cursor else ""
        sql = f"""
            SELECT {columns}
            FROM unnest(%s::bigint[]) AS p (parent_id)
            CROSS JOIN LATERAL (
                SELECT * FROM {table} WHERE {quote(self.parent_column)} = p.parent_id {beyond}
                ORDER BY {time} {order}, {key} {order} LIMIT %s
            ) c
            ORDER BY c.{time} {order}, c.{key} {order}
        """  # noqa: S608
        params = [parent_ids, *(page.cursor or ()), page.size + 1]
        children = defaultdict(list)
        for row in self.model.objects.using(self.database_connection_name).raw(sql, params):
            children[getattr(row, self.parent_column)].append(row)
        return children


class NestedCountLoader(DataLoader):
    """Count the children of each parent in one query."""

    model: ClassVar[type[models.Model]]
    parent_column: ClassVar[str]

    def batch_load(self, keys: Iterable[int]) -> list[int]:
        counts = dict(
            self.model.objects.using(self.database_connection_name)
            .filter(**{f"{self.parent_column}__in": list(keys)})
            .values_list(self.parent_column)
            .annotate(count=models.Count("pk"))
        )
        return [counts.get(key, 0) for key in keys]


def resolve_nested(
    parent_id: int,
    info: ResolveInfo,
    arguments: dict[str, Any],
    rows_loader: type[NestedRowsLoader],
    count_loader: type[NestedCountLoader],
) -> Any:
    """Return the asked page of a parent's children as a connection, or the promise of it."""
    connection = get_named_type(info.return_type).graphene_type
    # With nothing in it, Saleor's own function does nothing but check the arguments: a size is asked for, and no more
    # than the shop allows.
    empty = create_connection_slice([], info, dict(arguments), connection)
    page = _page(arguments, rows_loader.model)

    def total_count() -> Any:
        return count_loader(info.context).load(parent_id)

    if page is None:
        empty.total_count = total_count
        return empty
    loading = rows_loader(info.context).load((parent_id, page))
    return loading.then(_assemble(page, rows_loader.time_column, connection, total_count))


def _assemble(page: Page, time_column: str, connection: Any, total_count: Callable[[], Any]) -> Callable[..., Any]:
    def assemble(found: list[Any]) -> Any:
        has_more, nodes = len(found) > page.size, found[: page.size]
        if page.backwards:
            nodes = nodes[::-1]
        edges = [connection.Edge(node=node, cursor=_encode(getattr(node, time_column), node.pk)) for node in nodes]
        came_from_cursor = page.cursor is not None
        page_info = PageInfo(
            has_next_page=came_from_cursor if page.backwards else has_more,
            has_previous_page=has_more if page.backwards else came_from_cursor,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return connection(edges=edges, page_info=page_info, total_count=total_count)

    return assemble


def _page(arguments: dict[str, Any], model: type[models.Model]) -> Page | None:
    first, last = arguments.get("first"), arguments.get("last")
    after, before = arguments.get("after"), arguments.get("before")
    if first and last:
        raise GraphQLError("Argument `last` cannot be combined with `first`.")
    if first and before:
        raise GraphQLError("Argument `first` cannot be combined with `before`.")
    if last and after:
        raise GraphQLError("Argument `last` cannot be combined with `after`.")
    size = first or last
    if not size:
        return None
    if size < 0:
        raise GraphQLError(f"Argument `{'first' if first else 'last'}` must be a non-negative integer.")
    cursor = after or before
    return Page(size=size, backwards=bool(last), cursor=_decode(cursor, model) if cursor else None)


def _encode(moment: datetime, pk: Any) -> str:
    return base64.b64encode(json.dumps([moment.isoformat(), pk], default=str).encode()).decode()


def _decode(cursor: str, model: type[models.Model]) -> tuple[datetime, Any]:
    try:
        text, pk = json.loads(base64.b64decode(cursor, validate=True))
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("a moment without its zone")
        return moment, model._meta.pk.to_python(pk)
    except (binascii.Error, ValueError, TypeError, ValidationError) as error:
        raise GraphQLError("Received cursor is invalid.") from error
