"""Every row lock of this slice beside the engine's claim, in the order of the primary key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..core import sql


@dataclass(frozen=True, slots=True)
class ActiveRun:
    """begun_at is when what let the person in happened, which may have become known later (entered_at)."""

    id: int
    journey_id: int
    version_id: int
    contact_id: int
    begun_at: datetime
    step_id: str
    waiting_for: str


def lock_active_runs(contact_ids: Sequence[int]) -> list[ActiveRun]:
    """Lock the runs these people are in; a run being moved right now is waited for."""
    rows = sql.fetch_all(
        """
        SELECT id, journey_id, version_id, contact_id, coalesce((subject->>'since')::timestamptz, entered_at),
               step_id, waiting_for
        FROM automation_enrollment WHERE is_active AND contact_id = ANY(%s) ORDER BY id FOR UPDATE
        """,
        [sorted(contact_ids)],
    )
    return [ActiveRun(*row) for row in rows]


def lock_contacts_nobody_holds(contact_ids: Sequence[int]) -> set[int]:
    """Lock those of these contacts that are free now, as contacts.lock_objects does, and return them."""
    rows = sql.fetch_all(
        "SELECT id FROM automation_contact WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED",
        [sorted(contact_ids)],
    )
    return {row[0] for row in rows}


def write_finished(runs: Sequence[tuple[int, str]], now: datetime) -> None:
    """End locked runs; each is (enrollment id, reason)."""
    sql.update_rows(
        "automation_enrollment",
        ("id", "bigint"),
        {
            "finish_reason": "text",
            "finished_at": "timestamptz",
            "is_active": "bool",
            "wake_at": "timestamptz",
            "waiting_for": "text",
        },
        [(run_id, reason, now, False, None, "") for run_id, reason in runs],
    )


def write_woken(runs: Sequence[tuple[int, str]], now: datetime) -> None:
    """Make locked runs due now; each is (enrollment id, kind of the event that woke it)."""
    sql.update_rows(
        "automation_enrollment",
        ("id", "bigint"),
        {"woken_by": "text", "wake_at": "timestamptz", "waiting_for": "text"},
        [(run_id, kind, now, "") for run_id, kind in runs],
    )
