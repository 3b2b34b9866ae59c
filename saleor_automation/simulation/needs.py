"""What of the past a journey asks about, so that only that is rebuilt: scores, points, segments, parts of the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ..core import sql
from ..journeys.definition import Definition
from ..journeys.steps.wait_for import WaitFor
from ..segments.conditions import FactCondition, facts_of
from ..segments.knowing import stored_condition

_POINT_FACTS = frozenset({"tier", "points", "pending_points"})
_POINT_EVENTS = frozenset({"points_confirmed", "points_redeemed", "points_expired", "tier_entered", "tier_left"})
_KINDS_BEHIND = {
    "carts_abandoned_count": ("checkout_abandoned",),
    "visits_count": ("page_viewed", "product_viewed"),
    "same_product_views": ("product_viewed",),
    "messages_count": ("message_sent",),
    "opens_count": ("message_opened",),
    "clicks_count": ("message_clicked",),
}
"""The events that are counted when a fact is asked for the last days."""

VIEWS = frozenset({"page_viewed", "product_viewed", "content_shown", "content_clicked"})
_VIEW_FACTS = frozenset(
    {"visits_count", "last_visit_age_days", "same_product_views", "last_engaged_age_days", "event", "sequence"}
)

_PRODUCT_FACTS = frozenset(
    {"bought_product", "bought_category", "bought_collection", "bought_brand", "same_product_views"}
)
_ONLY_TURNS = frozenset({"order_paid", "order_fulfilled", "order_partly_refunded"})
"""What happens to an order without being counted among anybody's totals."""


@dataclass(frozen=True, slots=True)
class Needs:
    """history are the kinds of events conditions look back at, look_back how far, None for as far as the log reaches.

    segments are those whose members matter, by slug; views says whether what people looked at can matter, products
    whether conditions ask what single products somebody bought or saw, recommendations whether a mail shows any.
    passed_over are turns of orders that change the
    order only: no journey, score or segment hears of them.
    """

    scores: bool
    points: bool
    history: frozenset[str]
    look_back: timedelta | None
    segments: frozenset[str]
    views: bool
    products: bool
    recommendations: bool
    passed_over: frozenset[str]


def needs_of(definition: Definition) -> Needs:
    """Read what a definition asks about, the segments it names included; two statements, one more for each nesting."""
    data = definition.model_dump(mode="json", by_alias=True)
    events = set(_values(data, "event"))
    segments = _segments(data)
    facts = list(_facts(definition, segments))
    scores = "score" in {fact.fact for fact in facts} or "score_crossed" in events or _has_step(data, "change_score")
    points = (
        bool(_POINT_FACTS & {fact.fact for fact in facts})
        or bool(_POINT_EVENTS & events)
        or _has_step(data, "change_points")
    )
    history, look_back = _history(facts)
    if scores:
        kinds, days = _rules()
        history |= kinds
        look_back = look_back if look_back is None else max(look_back, days)
        events |= kinds
    views = bool(
        definition.conditional_exits
        or _VIEW_FACTS & {fact.fact for fact in facts}
        or VIEWS & (events | history)
        or any(event.startswith("custom:") for event in events)
        or _shows_products(definition)
    )
    products = bool(_PRODUCT_FACTS & {fact.fact for fact in facts})
    hears_all = bool(points or segments or definition.conditional_exits or _waits_for_a_condition(definition))
    passed_over = frozenset() if hears_all else _ONLY_TURNS - history - events - set(_words(data))
    recommendations, repeats = _recommends(definition)
    if repeats:
        # what somebody buys again and again is counted in the lines of all their orders
        history, look_back = history | {"order_placed"}, None
    return Needs(
        scores=scores,
        points=points,
        history=frozenset(history),
        look_back=look_back,
        segments=frozenset(segments),
        views=views,
        products=products,
        recommendations=recommendations,
        passed_over=frozenset(passed_over),
    )


def _waits_for_a_condition(definition: Definition) -> bool:
    """Tell whether somebody may have to look again at whatever happens to them."""
    return any(isinstance(step, WaitFor) and step.condition is not None for step in definition.steps)


def _facts(definition: Definition, segments: set[str]) -> Iterator[FactCondition]:
    entry = definition.entry
    conditions = [entry.condition, entry.backfill.condition if entry.backfill else None]
    conditions += [exit_.condition for exit_ in definition.all_exits]
    conditions += [condition for step in definition.steps for condition in step.conditions()]
    for condition in conditions:
        if condition is not None:
            yield from _with_segments(condition)
    rows = sql.fetch_all("SELECT condition::text FROM automation_segment WHERE slug = ANY(%s)", [sorted(segments)])
    for (text,) in rows:
        yield from _with_segments(stored_condition(text))


def _with_segments(condition: Any, inside: frozenset[str] = frozenset()) -> Iterator[FactCondition]:
    for fact in facts_of(condition):
        yield fact
        slug = str(fact.value)
        if fact.fact == "segment" and slug not in inside:
            rows = sql.fetch_all("SELECT condition::text FROM automation_segment WHERE slug = %s", [slug])
            for (text,) in rows:
                yield from _with_segments(stored_condition(text), inside | {slug})


def _history(facts: list[FactCondition]) -> tuple[set[str], timedelta | None]:
    kinds: set[str] = set()
    days: list[float | None] = [0.0]
    for fact in facts:
        named = {fact.event, fact.then} - {""}
        behind = set(_KINDS_BEHIND.get(fact.fact, ())) if fact.within_days is not None else set()
        if named or behind:
            kinds |= named | behind
            wait = float(str(fact.value)) if fact.fact == "sequence" else 0.0
            days.append(None if fact.within_days is None else float(fact.within_days) + wait)
    if None in days:
        return kinds, None
    return kinds, timedelta(days=max(day for day in days if day is not None))


def _rules() -> tuple[set[str], timedelta]:
    rows = sql.fetch_all("SELECT event, times, COALESCE(within_days, 0) FROM automation_scorerule WHERE is_active")
    return {row[0] for row in rows}, timedelta(days=max((row[2] for row in rows), default=0))


def _segments(data: Any) -> set[str]:
    """Return the segments whose members are asked about: as event, as who a schedule is for, or as who is let in."""
    found = {str(value) for value in _values(data, "segment") if value}
    for node in _objects(data):
        if node.get("field") == "data.segment":
            value = node.get("value")
            found |= set(map(str, value if isinstance(value, list) else [value]))
    if {"segment_entered", "segment_left"} & set(_values(data, "event")) and not found:
        found = {row[0] for row in sql.fetch_all("SELECT slug FROM automation_segment")}
    return found


def _shows_products(definition: Definition) -> bool:
    slugs = [name for step in definition.steps for kind, name in step.references() if kind == "template"]
    rows = sql.fetch_all(
        "SELECT 1 FROM automation_template WHERE slug = ANY(%s) AND content::text LIKE '%%product_grid%%' LIMIT 1",
        [sorted(set(slugs))],
    )
    return bool(rows)


def _recommends(definition: Definition) -> tuple[bool, bool]:
    """Tell whether a mail shows a list that recommends, and whether one judges by what people buy repeatedly."""
    slugs = [name for step in definition.steps for kind, name in step.references() if kind == "template"]
    rows = sql.fetch_all(
        """
        SELECT DISTINCT l.definition::text LIKE '%%"next_basket"%%' FROM automation_productlist l
        JOIN automation_template t ON t.slug = ANY(%s)
            AND (strpos(t.content::text, l.slug) > 0 OR strpos(t.content::text, replace(l.slug, '-', '_')) > 0)
        WHERE l.definition::text LIKE '%%"cross_selling"%%'
        """,
        [sorted(set(slugs))],
    )
    return bool(rows), (True,) in rows


def _has_step(data: Any, kind: str) -> bool:
    return any(step.get("kind") == kind for step in data["steps"])


def _values(data: Any, key: str) -> Iterator[str]:
    for node in _objects(data):
        if isinstance(node.get(key), str):
            yield node[key]


def _words(data: Any) -> Iterator[str]:
    """Every text anywhere in a definition."""
    for node in _objects(data):
        for value in node.values():
            yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    stack = [data]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack += node.values()
        elif isinstance(node, list):
            stack += node
