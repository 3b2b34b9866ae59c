"""Plan notices and calls: rows first, in the transaction that decides them; handing.py hands them over."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ..core import sql
from .models import DispatchState


class NewDispatch(NamedTuple):
    """A notice or call to plan; see Dispatch for the fields."""

    key: str
    kind: str
    contact_id: int
    enrollment_id: int | None
    journey_id: int | None
    step_id: str
    target: str
    planned_at: datetime
    note: str = ""
    about: Mapping[str, Any] = {}
    data: Mapping[str, Any] = {}


def queue(dispatches: Sequence[NewDispatch]) -> int:
    """Plan dispatches and return how many were new; one planned before under the same key is left as it is."""
    return sql.insert_rows(
        "automation_dispatch",
        {
            "key": "text",
            "kind": "text",
            "contact_id": "bigint",
            "enrollment_id": "bigint",
            "journey_id": "bigint",
            "step_id": "text",
            "target": "text",
            "planned_at": "timestamptz",
            "note": "text",
            "about": "jsonb",
            "data": "jsonb",
            "send_at": "timestamptz",
            "state": "text",
            "reason": "text",
            "detail": "text",
            "attempts": "int",
        },
        [(*each, each.planned_at) for each in dispatches],
        shared={"state": DispatchState.QUEUED, "reason": "", "detail": "", "attempts": 0},
        on_conflict="(key) DO NOTHING",
    )
