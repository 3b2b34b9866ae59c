"""Which events a trigger, an exit or a waiting step means: a kind, and a filter over what the event carries.

The filter is the small language of score rules (scores/filters.py): url, product, data.<name>.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, WithJsonSchema

from ..core import sql
from ..core.exceptions import InvalidDefinition
from ..events.kinds import is_known
from ..events.log import StoredEvent
from ..scores.filters import compile_filter, parse_filter, stored_filter


def _known_event(event: str) -> str:
    if not is_known(event):
        raise ValueError(f"There is no event {event!r}; see the glossary, or use 'custom:<name>'.")
    return event


def _readable(data: dict[str, Any]) -> dict[str, Any]:
    try:
        parse_filter(data, "Filter")
    except InvalidDefinition as error:
        raise ValueError(" ".join(text for _, text in error.problems)) from None
    return data


EventName = Annotated[str, AfterValidator(_known_event)]
EventFilter = Annotated[
    dict[str, Any],
    AfterValidator(_readable),
    WithJsonSchema({"type": "object", "format": "event-filter", "default": {}}),
]

Filtered = tuple[str, str]
"""A kind of event and the filter over it as JSON text; "{}" lets every event of the kind through."""


def filtered(event: str, data: dict[str, Any]) -> Filtered:
    """Return the pair under which passing() knows a filter."""
    return event, json.dumps(data, sort_keys=True)


def passing(wanted: Collection[Filtered], events: Sequence[StoredEvent]) -> set[tuple[Filtered, int]]:
    """Return which filter each of these events passes, as (filter, event id); one statement, none without a filter."""
    by_kind = {kind for kind, text in wanted if text != "{}"}
    asked = [event for event in events if event.kind in by_kind]
    found = {((event.kind, "{}"), event.id) for event in events}
    if not asked:
        return found
    filters = sorted(pair for pair in wanted if pair[1] != "{}")
    cases, params = [], []
    for number, (_, text) in enumerate(filters):
        part, part_params = compile_filter(stored_filter(text), "e")
        cases.append(f"WHEN {number} THEN {part}")
        params += part_params
    rows = sql.fetch_all(
        f"""
        SELECT f.number, e.id FROM unnest(%s::bigint[], %s::timestamptz[]) AS b(id, occurred_at)
        JOIN automation_event e ON e.id = b.id AND e.occurred_at = b.occurred_at
        JOIN unnest(%s::int[], %s::text[]) AS f(number, kind) ON f.kind = e.kind
        WHERE CASE f.number {" ".join(cases)} END
        """,  # noqa: S608
        [
            *([event.id for event in asked], [event.occurred_at for event in asked]),
            *(list(range(len(filters))), [kind for kind, _ in filters]),
            *params,
        ],
    )
    return found | {(filters[number], event_id) for number, event_id in rows}


_NAMING = ("list", "tag", "segment", "score", "field")


def named_in(data: Any) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of what a filter names and the shop must have: data.list, data.tag, data.segment and so on."""
    if not isinstance(data, dict):
        return
    for part in (*data.get("all", ()), *data.get("any", ()), data.get("not")):
        yield from named_in(part)
    noun = str(data.get("field", "")).removeprefix("data.")
    if noun in _NAMING and data.get("op") in ("eq", "in"):
        values = data["value"] if isinstance(data["value"], list) else [data["value"]]
        yield from ((noun, str(value)) for value in values)
