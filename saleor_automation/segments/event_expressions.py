"""What people did: windows over the log, products bought and viewed.

Sub-selects over events are scalar on purpose: PostgreSQL turns an EXISTS into a join and may then read the whole log.
"""

from datetime import timedelta
from typing import Any

from .knowing import selection_key
from .pieces import Change, Expression, never
from .questions import Question, Rows, compared, counted, leaving


def bought(q: Question) -> Expression:
    ids = list(q.known.products.get(selection_key(q.condition), ()))
    has = q.condition.op == "has"
    if not ids:
        return never() if has else Expression("TRUE")
    mine = """FROM automation_contactproduct b WHERE b.contact_id = c.id AND b.product_id = ANY(%s)
              AND b.bought_quantity > 0"""
    if q.condition.quantity is not None:
        quantity = f"COALESCE((SELECT sum(b.bought_quantity) {mine}), 0) {'>=' if has else '<'} %s"
        return Expression(quantity, (ids, q.condition.quantity))
    inside = Rows(mine, "b.last_bought_at", (ids,)).since(q.cutoff)
    return Expression(f"{'' if has else 'NOT '}EXISTS (SELECT 1 {inside.source})", inside.params, leaving(q, inside))


def same_product_views(q: Question) -> Expression:
    products = q.condition.products
    if q.cutoff is None:
        only = "AND b.product_id = ANY(%s)" if products else ""
        most = f"SELECT max(b.views_count) FROM automation_contactproduct b WHERE b.contact_id = c.id {only}"  # noqa: S608
        return compared(q, f"COALESCE(({most}), 0)", (list(products),) if products else ())
    only = "AND e.product_id = ANY(%s)" if products else "AND e.product_id IS NOT NULL"
    rows = events(q, "product_viewed", only, (list(products),) if products else ()).since(q.cutoff)
    most = f"SELECT count(*) AS views {rows.source} GROUP BY e.product_id ORDER BY 1 DESC LIMIT 1"
    return compared(q, f"COALESCE(({most}), 0)", rows.params, leaving(q, rows))


_BY_MACHINE = frozenset({"message_opened", "message_clicked"})
# Ids are compared as text: what a storefront sends as data of its own events may hold anything there.
_LINES = """EXISTS (SELECT 1 FROM jsonb_array_elements(CASE WHEN jsonb_typeof(e.data->'lines') = 'array'
    THEN e.data->'lines' ELSE '[]' END) l WHERE l->>'product_id' = ANY(%s))"""


def events(q: Question, kind: str, extra: str = "", params: tuple[Any, ...] = (), alias: str = "e") -> Rows:
    """The events of one kind; opens and clicks of scanners do not count, as in the totals."""
    people = f"AND NOT COALESCE({alias}.data->>'machine' = 'true', FALSE)" if kind in _BY_MACHINE else ""
    source = f"""FROM automation_event {alias} WHERE {alias}.contact_id = c.id AND {alias}.kind = %s
                 AND {alias}.occurred_at < %s {people} {extra}"""
    return Rows(source, f"{alias}.occurred_at", (kind, q.horizon, *params))


def filtered_events(q: Question) -> Rows:
    extra = ""
    params: list[Any] = []
    if q.condition.products:
        extra += f" AND (e.product_id = ANY(%s) OR {_LINES})"
        params += [list(q.condition.products), list(map(str, q.condition.products))]
    if q.condition.url:
        extra += " AND position(lower(%s) IN lower(e.data->>'url')) > 0"
        params.append(q.condition.url)
    return events(q, q.condition.event, extra, tuple(params))


def counted_events(q: Question) -> Expression:
    return counted(q, filtered_events(q))


def sequence(q: Question) -> Expression:
    """Whether the second event came, or did not come in time, after any of the first.

    A first event counts as not followed only once its time is over.
    """
    wait = timedelta(days=float(str(q.condition.value)))
    first = filtered_events(q).since(q.cutoff)
    then = events(
        q, q.condition.then, "AND n.occurred_at > e.occurred_at AND n.occurred_at <= e.occurred_at + %s", alias="n"
    )
    reply = f"(SELECT TRUE {then.source} LIMIT 1)"
    if q.condition.op == "followed":
        sql = f"COALESCE((SELECT TRUE {first.source} AND {reply} LIMIT 1), FALSE)"
        return Expression(sql, (*first.params, *then.params, wait), leaving(q, first))
    over = q.now - wait
    sql = f"COALESCE((SELECT TRUE {first.source} AND e.occurred_at <= %s AND {reply} IS NULL LIMIT 1), FALSE)"
    waiting = Change(
        f"(SELECT min(e.occurred_at) {first.source} AND e.occurred_at > %s) + %s::interval",
        (*first.params, over, wait),
    )
    return Expression(sql, (*first.params, over, *then.params, wait), (*leaving(q, first), waiting))


_PAGES = """FROM automation_event e WHERE e.contact_id = c.id AND e.kind IN ('page_viewed', 'product_viewed')
            AND e.occurred_at < %s"""
_VISIT_PAUSE = "interval '30 minutes'"


def visits(q: Question) -> Expression:
    if q.cutoff is None:
        return compared(q, "COALESCE(t.visits_count, 0)")
    rows = Rows(_PAGES, "e.occurred_at", (q.horizon,)).since(q.cutoff)
    pages = f"SELECT e.occurred_at - lag(e.occurred_at) OVER (ORDER BY e.occurred_at) AS pause {rows.source}"
    number = f"(SELECT count(*) FROM ({pages}) v WHERE v.pause IS NULL OR v.pause > {_VISIT_PAUSE})"  # noqa: S608
    return compared(q, number, rows.params, leaving(q, rows))
