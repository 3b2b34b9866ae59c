"""Write to the log of what happened, and take from it what has not been processed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ..core import sql


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A happening to record; key names it, so that the same happening is recorded once (see Event)."""

    kind: str
    key: str
    occurred_at: datetime
    email: str = ""
    user_id: int | None = None
    visitor_id: UUID | None = None
    contact_id: int | None = None
    order_id: UUID | None = None
    checkout_id: UUID | None = None
    product_id: int | None = None
    message_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as the pass reads it; contact_id is filled in while it is processed."""

    id: int
    kind: str
    key: str
    occurred_at: datetime
    email: str
    user_id: int | None
    visitor_id: UUID | None
    contact_id: int | None
    order_id: UUID | None
    checkout_id: UUID | None
    product_id: int | None
    message_id: int | None
    data: dict[str, Any]


_COLUMNS = {
    "kind": "text",
    "key": "text",
    "occurred_at": "timestamptz",
    "recorded_at": "timestamptz",
    "email": "text",
    "user_id": "int",
    "visitor_id": "uuid",
    "contact_id": "bigint",
    "order_id": "uuid",
    "checkout_id": "uuid",
    "product_id": "int",
    "message_id": "bigint",
    "data": "jsonb",
}


def record(events: Sequence[NewEvent], now: datetime) -> int:
    """Record happenings in one statement and return how many were new; one recorded before is left as it is."""
    rows = [
        (
            event.kind,
            event.key,
            event.occurred_at,
            now,
            event.email.lower(),
            event.user_id,
            event.visitor_id,
            event.contact_id,
            event.order_id,
            event.checkout_id,
            event.product_id,
            event.message_id,
            event.data,
        )
        for event in events
    ]
    return sql.insert_rows("automation_event", _COLUMNS, rows, on_conflict="(key, occurred_at) DO NOTHING")


def record_for_messages(
    kind: str, mark: str, change: tuple[str, Sequence[Any]], occurred_at: datetime, now: datetime
) -> int:
    """Change messages and record, in the same statement, what with it happened to each; returns how many were new.

    change is a statement with its parameters that returns (message id, contact id); mark ends the events' keys.
    """
    statement, parameters = change
    return sql.execute(
        f"""
        WITH changed (message_id, contact_id) AS ({statement})
        INSERT INTO automation_event (key, contact_id, message_id, kind, occurred_at, recorded_at, email, data)
        SELECT 'message:' || message_id || %s, contact_id, message_id, %s, %s, %s, '', '{{}}' FROM changed
        ON CONFLICT (key, occurred_at) DO NOTHING
        """,  # noqa: S608
        [*parameters, f":{mark}", kind, occurred_at, now],
    )


def claim(now: datetime, limit: int) -> list[StoredEvent]:
    """Lock and return the oldest unprocessed events that have occurred by now; another worker skips them."""
    return _claim("occurred_at <= %s", [now], limit)


def claim_again(event: StoredEvent) -> list[StoredEvent]:
    """Lock an event that a failed batch let go of; empty if another worker has it, or has processed it meanwhile."""
    return _claim("id = %s AND occurred_at = %s", [event.id, event.occurred_at], 1)


def _claim(which: str, params: list[Any], limit: int) -> list[StoredEvent]:
    rows = sql.fetch_all(
        f"""
        SELECT id, kind, key, occurred_at, email, user_id, visitor_id, contact_id, order_id, checkout_id,
               product_id, message_id, data::text
        FROM automation_event
        WHERE processed_at IS NULL AND problem = '' AND {which}
        ORDER BY occurred_at, id
        LIMIT %s
        FOR UPDATE SKIP LOCKED
        """,  # noqa: S608
        [*params, limit],
    )
    return [StoredEvent(*[*row[:-1], json.loads(row[-1])]) for row in rows]


def count_due(now: datetime, most: int) -> int:
    """Return the number of unprocessed events, counted no further than most."""
    due = "SELECT 1 FROM automation_event WHERE processed_at IS NULL AND problem = '' AND occurred_at <= %s LIMIT %s"
    return int(sql.fetch_all(f"SELECT count(*) FROM ({due}) AS due", [now, most])[0][0])  # noqa: S608


def mark_processed(events: Sequence[StoredEvent], now: datetime) -> None:
    """Note the contact of each event and that it was counted and told to the journeys."""
    sql.execute(
        """
        UPDATE automation_event t SET processed_at = %s, contact_id = v.contact_id
        FROM unnest(%s::bigint[], %s::timestamptz[], %s::bigint[]) AS v(id, occurred_at, contact_id)
        WHERE t.id = v.id AND t.occurred_at = v.occurred_at
        """,
        [
            now,
            [event.id for event in events],
            [event.occurred_at for event in events],
            [event.contact_id for event in events],
        ],
    )


def remember_buyers(orders: Sequence[StoredEvent]) -> None:
    """Note on each order whose it is."""
    sql.update_rows(
        "automation_purchase",
        ("order_id", "uuid"),
        {"contact_id": "bigint"},
        [(event.order_id, event.contact_id) for event in orders],
    )


def mark_problem(event: StoredEvent, problem: str) -> None:
    """Set an event aside that cannot be processed; it stays visible with the reason until it is tried again."""
    sql.execute(
        "UPDATE automation_event SET problem = %s WHERE id = %s AND occurred_at = %s AND processed_at IS NULL",
        [problem, event.id, event.occurred_at],
    )
