"""Take the hooks' hints in: many hints about one object become one look at the shop."""

import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ..core import sql
from .checkouts import absorb_checkouts
from .customers import absorb_customers, record_deleted_customers
from .kinds import EventKind
from .log import NewEvent, record
from .orders import absorb_orders

logger = logging.getLogger(__name__)

CATALOGUE_EVENTS = {
    "product_created": EventKind.PRODUCT_CREATED,
    "product": EventKind.PRODUCT_UPDATED,
    "product_deleted": EventKind.PRODUCT_DELETED,
    "voucher": EventKind.VOUCHER_CHANGED,
}


def absorb_hints(now: datetime, limit: int, *, cart_idle_minutes: int) -> int:
    """Turn the oldest hints into events and delete them; returns how many hints were taken.

    Hints, what we know of the shop's objects and the events change in one transaction. If it fails, the hints are
    taken one by one, and one that fails alone is set aside with its problem.
    """
    taken: list[tuple[Any, ...]] = []
    try:
        with transaction.atomic():
            taken = _take(limit)
            _absorb(taken, now, cart_idle_minutes)
        return len(taken)
    except Exception:
        logger.exception("automation: a batch of %d hints failed, trying one by one", len(taken))
    for row in taken:
        _absorb_alone(row[0], now, cart_idle_minutes)
    return len(taken)


def _absorb_alone(hint_id: int, now: datetime, cart_idle_minutes: int) -> None:
    try:
        with transaction.atomic():
            _absorb(_take(1, hint_id), now, cart_idle_minutes)
    except Exception as error:
        logger.exception("automation: hint %d failed", hint_id)
        problem = f"{type(error).__name__}: {error}"
        sql.execute("UPDATE automation_hint SET problem = %s WHERE id = %s", [problem, hint_id])


def _take(limit: int, hint_id: int | None = None) -> list[tuple[Any, ...]]:
    one = "AND id = %s" if hint_id else ""
    return sql.fetch_all(
        f"""
        DELETE FROM automation_hint WHERE id IN (
            SELECT id FROM automation_hint WHERE problem = '' {one} ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
        ) RETURNING id, kind, object_id, data::text, created_at
        """,  # noqa: S608
        [*([hint_id] if hint_id else []), limit],
    )


def _absorb(rows: Sequence[tuple[Any, ...]], now: datetime, cart_idle_minutes: int) -> None:
    by_kind: dict[str, list[HintRow]] = defaultdict(list)
    for hint_id, kind, object_id, data, at in sorted(rows):
        parsed = _parse(kind, object_id)
        if parsed is not None:
            by_kind[kind].append(HintRow(hint_id, parsed, json.loads(data), at))
    absorb_orders([hint.object_id for hint in by_kind.pop("order", [])], now)
    absorb_checkouts([hint.object_id for hint in by_kind.pop("checkout", [])], now, cart_idle_minutes)
    absorb_customers([hint.object_id for hint in by_kind.pop("customer", [])], now)
    deleted = by_kind.pop("customer_deleted", [])
    record_deleted_customers([(hint.object_id, hint.data.get("email", ""), hint.at) for hint in deleted], now)
    record([event for kind, hints in by_kind.items() for event in _catalogue_events(kind, hints)], now)


@dataclass(frozen=True, slots=True)
class HintRow:
    id: int
    object_id: Any
    data: dict[str, Any]
    at: datetime


def _parse(kind: str, object_id: str) -> UUID | int | None:
    """Read the primary key a hint names; a hint nobody can read must not hold up the others."""
    try:
        return UUID(object_id) if kind in ("order", "checkout") else int(object_id)
    except ValueError:
        logger.warning("automation: a hint of kind %r names %r, which is no primary key", kind, object_id)
        return None


def _catalogue_events(kind: str, hints: Sequence[HintRow]) -> list[NewEvent]:
    """One event per object and batch: ten saves of one product in a row are one change."""
    event_kind = CATALOGUE_EVENTS.get(kind)
    if event_kind is None:
        logger.warning("automation: hints of an unknown kind %r were dropped", kind)
        return []
    latest = {hint.object_id: hint for hint in hints}
    return [
        NewEvent(
            kind=event_kind,
            key=f"{kind}:{hint.object_id}:{hint.id}",
            occurred_at=hint.at,
            product_id=hint.object_id if kind.startswith("product") else None,
            data=hint.data,
        )
        for hint in latest.values()
    ]
