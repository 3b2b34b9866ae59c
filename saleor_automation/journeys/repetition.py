"""Who looked at the same product, or into the same category, often enough: what pulls an interest trigger."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ..core import sql
from ..events.log import StoredEvent
from .triggers import InterestTrigger

Thing = tuple[int | None, int]
"""A contact, and the product or category they looked at."""


def categories_of(events: Sequence[StoredEvent]) -> dict[int, int]:
    """Return the category each event is about, by event id: the one it names, else that of its product."""
    found: dict[int, int] = {}
    for event in events:
        named = str(event.data.get("category_id", ""))
        if named.isdigit() and len(named) < 10:
            found[event.id] = int(named)
    products = sorted({e.product_id for e in events if e.id not in found and e.product_id is not None})
    if products:
        rows = sql.fetch_all(
            """
            SELECT product_id, min(category_id) FROM automation_shelfitem
            WHERE product_id = ANY(%s) AND category_id IS NOT NULL GROUP BY product_id
            """,
            [products],
        )
        shelf = dict(rows)
        found |= {e.id: shelf[e.product_id] for e in events if e.id not in found and e.product_id in shelf}
    return found


def repeated(trigger: InterestTrigger, events: Sequence[StoredEvent], categories: Mapping[int, int]) -> dict[int, int]:
    """Return the events that complete the number, with the product or category they are about.

    events are those of the kinds the trigger means, of one batch. Those that were processed before are counted in the
    log, those of the batch here: the log does not know yet whose they are.
    """
    things: dict[int, Thing] = {}
    for event in events:
        thing = event.product_id if trigger.about == "product" else categories.get(event.id)
        if thing is not None:
            things[event.id] = (event.contact_id, thing)
    asked = [event for event in events if event.id in things]
    if not asked:
        return {}
    window = timedelta(days=trigger.within_days)
    before = _counted_before(trigger, asked, things, window)
    beside: dict[Thing, list[tuple[datetime, int]]] = defaultdict(list)
    for event in asked:
        beside[things[event.id]].append((event.occurred_at, event.id))
    found = {}
    for event in asked:
        here = sum(
            event.occurred_at - window < moment and (moment, event_id) <= (event.occurred_at, event.id)
            for moment, event_id in beside[things[event.id]]
        )
        if before.get(event.id, 0) + here >= trigger.times:
            found[event.id] = things[event.id][1]
    return found


_OF_PRODUCT = "SELECT 1 FROM automation_event e WHERE {same} AND e.product_id = b.thing"
_OF_CATEGORY = """
    SELECT 1 FROM automation_event e WHERE {same} AND COALESCE(e.data ->> 'category_id', (
        SELECT min(s.category_id) FROM automation_shelfitem s WHERE s.product_id = e.product_id
    )::text) = b.thing::text
"""


def _counted_before(
    trigger: InterestTrigger, asked: Sequence[StoredEvent], things: Mapping[int, Thing], window: timedelta
) -> dict[int, int]:
    """Count, for each event, those of the log before it, no further than needed. One statement, by contact."""
    same = """
        e.contact_id = b.contact_id AND e.kind = ANY(%s) AND e.processed_at IS NOT NULL
        AND e.occurred_at > b.occurred_at - %s AND e.occurred_at <= b.occurred_at
        AND e.occurred_at > %s AND e.occurred_at <= %s
    """
    moments = [event.occurred_at for event in asked]
    past = (_OF_PRODUCT if trigger.about == "product" else _OF_CATEGORY).format(same=same)
    params: list[Any] = [
        sorted({meant.event for meant in trigger.meant}),
        window,
        # said once more for all of them, so that months of the log that cannot hold any are not even planned
        *(min(moments) - window, max(moments)),
        trigger.times,
        [event.id for event in asked],
        moments,
        [things[event.id][0] for event in asked],
        [things[event.id][1] for event in asked],
    ]
    rows = sql.fetch_all(
        f"""
        SELECT b.id, (SELECT count(*) FROM ({past} LIMIT %s) found)
        FROM unnest(%s::bigint[], %s::timestamptz[], %s::bigint[], %s::int[]) AS b(id, occurred_at, contact_id, thing)
        """,  # noqa: S608
        params,
    )
    return dict(rows)
