"""Browsers without a name: what they did is kept apart, and becomes a person's when the person says who they are.

A visitor's row holds what nobody has claimed yet: once claimed, it is counted with the contact and the row starts at
zero. Whoever names a visitor or counts one holds the visitor's row lock, taken in the order of ids and after every
lock on a contact, so each happening is counted with exactly one of the two.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from ..core import sql
from ..events.kinds import EventKind
from ..events.log import StoredEvent
from .touched import touch
from .visits import VISIT_PAUSE, is_new_visit


@dataclass(slots=True)
class _Row:
    """What is kept of one visitor, in the order of the columns."""

    last_seen_at: datetime
    visits_count: int
    visit_began_at: datetime | None
    last_visit_at: datetime | None
    views_count: int
    last_view_at: datetime | None


_COLUMNS = {
    "last_seen_at": "timestamptz",
    "visits_count": "int",
    "visit_began_at": "timestamptz",
    "last_visit_at": "timestamptz",
    "views_count": "int",
    "last_view_at": "timestamptz",
}


def contacts_of_visitors(visitor_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return whose these visitors are, of those with a name; nothing is locked."""
    if not visitor_ids:
        return {}
    return dict(
        sql.fetch_all(
            "SELECT id, contact_id FROM automation_visitor WHERE id = ANY(%s) AND contact_id IS NOT NULL",
            [list(visitor_ids)],
        )
    )


def meet(seen: Mapping[UUID, datetime]) -> None:
    """Write down visitors seen for the first time, with when that was; the others are left alone, and unlocked."""
    sql.insert_rows(
        "automation_visitor",
        {"id": "uuid", "first_seen_at": "timestamptz", "last_seen_at": "timestamptz"},
        [(visitor_id, at, at) for visitor_id, at in sorted(seen.items())],
        on_conflict="(id) DO NOTHING",
    )


def name_visitors(
    names: Mapping[UUID, int], proven: Collection[UUID], nameless: Collection[UUID], now: datetime
) -> None:
    """Give visitors their contact, and the contact what the visitor did until now; names maps visitor to contact.

    The contacts must be locked. proven are those of names whose person showed who they are (see Visitor); nameless
    are visitors about to be counted, locked in the same order. What a visitor with another name did before stays
    with that contact: two people may share a browser.
    """
    ids = sorted({*names, *nameless})
    if not ids:
        return
    before = {
        row[0]: row[1:]
        for row in sql.fetch_all(
            "SELECT id, contact_id, is_proven FROM automation_visitor WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
            [ids],
        )
    }
    changed = {}
    for key, contact_id in names.items():
        known = before.get(key)
        is_proven = key in proven or known == (contact_id, True)
        if known is not None and known != (contact_id, is_proven):
            changed[key] = (contact_id, is_proven)
    sql.update_rows(
        "automation_visitor",
        ("id", "uuid"),
        {"contact_id": "bigint", "is_proven": "boolean"},
        [(key, *values) for key, values in sorted(changed.items())],
    )
    _hand_over(sorted(key for key in changed if before[key][0] is None), now)


def _hand_over(visitor_ids: list[UUID], now: datetime) -> None:
    """Move everything kept of visitors to the contact each of them has just been given. Constant number of statements.

    A visit that goes on from the contact's last one within the pause is the same visit and is not counted again.
    """
    if not visitor_ids:
        return
    rows = sql.fetch_all(
        """
        UPDATE automation_contacttotals t
        SET visits_count = t.visits_count + v.visits, views_count = t.views_count + v.views,
            last_visit_at = GREATEST(t.last_visit_at, v.last_visit_at),
            last_view_at = GREATEST(t.last_view_at, v.last_view_at)
        FROM (
            SELECT v.contact_id, sum(v.views_count) AS views,
                   max(v.last_visit_at) AS last_visit_at, max(v.last_view_at) AS last_view_at,
                   sum(v.visits_count) - count(*) FILTER (
                       WHERE k.last_visit_at BETWEEN v.visit_began_at - %s AND v.last_visit_at + %s
                   ) AS visits
            FROM automation_visitor v JOIN automation_contacttotals k USING (contact_id)
            WHERE v.id = ANY(%s)
            GROUP BY v.contact_id
        ) v
        WHERE t.contact_id = v.contact_id AND v.last_visit_at IS NOT NULL
        RETURNING t.contact_id
        """,
        [VISIT_PAUSE, VISIT_PAUSE, visitor_ids],
    )
    sql.execute(
        """
        WITH kept AS (
            DELETE FROM automation_visitorproduct p USING automation_visitor v
            WHERE v.id = p.visitor_id AND v.id = ANY(%s)
            RETURNING v.contact_id, p.product_id, p.views_count, p.last_viewed_at
        )
        INSERT INTO automation_contactproduct AS t
            (contact_id, product_id, views_count, last_viewed_at, bought_quantity)
        SELECT contact_id, product_id, sum(views_count), max(last_viewed_at), 0 FROM kept
        GROUP BY contact_id, product_id ORDER BY contact_id, product_id
        ON CONFLICT (contact_id, product_id) DO UPDATE
            SET views_count = t.views_count + EXCLUDED.views_count,
                last_viewed_at = GREATEST(t.last_viewed_at, EXCLUDED.last_viewed_at)
        """,
        [visitor_ids],
    )
    sql.execute(
        """
        UPDATE automation_visitor SET visits_count = 0, visit_began_at = NULL, last_visit_at = NULL,
               views_count = 0, last_view_at = NULL
        WHERE id = ANY(%s)
        """,
        [visitor_ids],
    )
    # Those not processed yet find their contact, and are counted, when their turn comes.
    sql.execute(
        """
        UPDATE automation_event t SET contact_id = v.contact_id FROM automation_visitor v
        WHERE v.id = ANY(%s) AND t.visitor_id = v.id AND t.visitor_id = ANY(%s)
          AND t.contact_id IS NULL AND t.processed_at IS NOT NULL
        """,
        [visitor_ids, visitor_ids],
    )
    touch((row[0] for row in rows), now)


def count_nameless(events: Sequence[StoredEvent]) -> list[StoredEvent]:
    """Count what visitors without a name did, in the order given; returns the events that have to wait.

    The visitors must be locked (name_visitors). An event waits whose visitor got a name while it was being read: the
    next pass finds the contact. Constant number of statements.
    """
    ours = [event for event in events if event.contact_id is None and event.visitor_id is not None]
    if not ours:
        return []
    names = ", ".join(_COLUMNS)
    found = sql.fetch_all(
        f"SELECT id, {names} FROM automation_visitor WHERE id = ANY(%s) AND contact_id IS NULL",  # noqa: S608
        [sorted({event.visitor_id for event in ours if event.visitor_id is not None})],
    )
    rows = {row[0]: _Row(*row[1:]) for row in found}
    products: dict[tuple[UUID, int], list[Any]] = {}
    for event in ours:
        row = rows.get(event.visitor_id) if event.visitor_id else None
        if row is not None:
            _count(row, event, products)
    sql.update_rows(
        "automation_visitor",
        ("id", "uuid"),
        _COLUMNS,
        [(key, *(getattr(row, name) for name in _COLUMNS)) for key, row in sorted(rows.items())],
    )
    sql.insert_rows(
        "automation_visitorproduct AS t",
        {"visitor_id": "uuid", "product_id": "int", "views_count": "int", "last_viewed_at": "timestamptz"},
        [(*key, *values) for key, values in sorted(products.items())],
        on_conflict="""(visitor_id, product_id) DO UPDATE
            SET views_count = t.views_count + EXCLUDED.views_count,
                last_viewed_at = GREATEST(t.last_viewed_at, EXCLUDED.last_viewed_at)""",
    )
    return [event for event in ours if event.visitor_id not in rows]


def _count(row: _Row, event: StoredEvent, products: dict[tuple[UUID, int], list[Any]]) -> None:
    at = event.occurred_at
    row.last_seen_at = max(row.last_seen_at, at)
    if event.kind not in (EventKind.PAGE_VIEWED, EventKind.PRODUCT_VIEWED):
        return
    if is_new_visit(row.last_visit_at, at):
        row.visits_count += 1
        row.visit_began_at = at
    row.last_visit_at = at if row.last_visit_at is None else max(row.last_visit_at, at)
    if event.kind == EventKind.PRODUCT_VIEWED:
        row.views_count += 1
        row.last_view_at = at if row.last_view_at is None else max(row.last_view_at, at)
        if event.visitor_id is not None and event.product_id is not None:
            views = products.setdefault((event.visitor_id, event.product_id), [0, at])
            views[0] += 1
            views[1] = max(views[1], at)


def purge_visitors(now: datetime, retention: timedelta, limit: int) -> int:
    """Delete up to limit visitors who never said who they are and were not seen for the retention; returns how many.

    Their events go with them. Must run in a transaction; a visitor somebody else holds is left for the next time.
    """
    ids = [
        row[0]
        for row in sql.fetch_all(
            """
            SELECT id FROM automation_visitor WHERE last_seen_at < %s AND contact_id IS NULL
            ORDER BY last_seen_at LIMIT %s FOR UPDATE SKIP LOCKED
            """,
            [now - retention, limit],
        )
    ]
    forget(ids)
    return len(ids)


def forget(visitor_ids: Iterable[UUID]) -> None:
    """Delete visitors and everything that is kept of them alone; what a contact has claimed stays the contact's.

    Must run in a transaction: whoever counts or names one of them right now is waited for.
    """
    ids = sorted(visitor_ids)
    if not ids:
        return
    sql.fetch_all("SELECT id FROM automation_visitor WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [ids])
    sql.execute("DELETE FROM automation_visitorproduct WHERE visitor_id = ANY(%s)", [ids])
    sql.execute("DELETE FROM automation_event WHERE visitor_id = ANY(%s) AND contact_id IS NULL", [ids])
    sql.execute("DELETE FROM automation_visitor WHERE id = ANY(%s)", [ids])
