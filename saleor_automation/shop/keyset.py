"""Pages over a table in the order of a time column, without OFFSET: page 1000 costs what page 1 costs."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet


def page_after(
    rows: "QuerySet[Any]", column: str, since: datetime, after_id: Any, until: datetime, limit: int
) -> list[tuple[datetime, Any]]:
    """Return up to limit pairs (time, primary key), oldest first, that follow (since, after_id).

    With after_id None the page begins with rows exactly at since; until is included. One query. It walks the
    index of the time column and sorts only rows of the same instant by their key.
    """
    follows = Q() if after_id is None else Q(**{f"{column}__gt": since}) | Q(pk__gt=after_id)
    page = (
        rows.filter(follows, **{f"{column}__gte": since, f"{column}__lte": until})
        .order_by(column, "pk")
        .values_list(column, "pk")
    )
    return list(page[:limit])
