"""Lock the people who are due, a batch at a time, with all that moving them needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..core import sql
from ..core.settled import read_once
from .definition import Definition, published_definition
from .lock_objects import lock_contacts_nobody_holds
from .models import JourneyStatus


@dataclass(slots=True)
class Run:
    """One enrollment while it is being moved; wake_at None means it left, or is held by a paused journey."""

    id: int
    journey_id: int
    journey_slug: str
    is_running: bool
    version_id: int
    contact_id: int
    key: str
    is_held_out: bool
    entered_at: datetime
    step_id: str
    visit: int
    reached_at: datetime
    woken_by: str
    attempts: int
    subject: dict[str, Any]
    definition: Definition
    wake_at: datetime | None = None
    waiting_for: str = ""
    finish_reason: str = ""
    is_moving: bool = True


def claim(now: datetime, limit: int, enrollment_id: int | None = None) -> list[Run]:
    """Lock the enrollments longest due; another worker skips them."""
    rows = sql.fetch_all(
        f"""
        SELECT e.id, e.journey_id, e.version_id, e.contact_id, e.key, e.is_held_out, e.entered_at, e.step_id,
               e.visit, e.step_reached_at, e.woken_by, e.attempts, e.subject::text
        FROM automation_enrollment e
        WHERE e.is_active AND e.wake_at <= %s {"AND e.id = %s" if enrollment_id else ""}
        ORDER BY e.wake_at LIMIT %s FOR UPDATE SKIP LOCKED
        """,  # noqa: S608
        [now, *([enrollment_id] if enrollment_id else []), limit],
    )
    versions = _versions(frozenset(row[2] for row in rows))
    subjects = sql.read_json([row[12] for row in rows])
    return _free(
        Run(
            id=row[0],
            journey_id=row[1],
            journey_slug=versions[row[2]].slug,
            is_running=versions[row[2]].is_running,
            version_id=row[2],
            contact_id=row[3],
            key=row[4],
            is_held_out=row[5],
            entered_at=row[6],
            step_id=row[7],
            visit=row[8],
            reached_at=row[9],
            woken_by=row[10],
            attempts=row[11],
            subject=subject,
            definition=versions[row[2]].definition,
        )
        for row, subject in zip(rows, subjects, strict=True)
    )


def _free(runs: Iterable[Run]) -> list[Run]:
    """Return the runs that can be moved now; the others stay due.

    Scores and points move under the lock of the contact. Whoever learns of events holds that lock and waits for the
    runs of the person, which are ours here: waiting for the contact would close the circle.
    """
    runs = list(runs)
    wanted = {run.contact_id for run in runs if run.definition.moves_ledgers}
    if not wanted:
        return runs
    free = lock_contacts_nobody_holds(sorted(wanted))
    return [run for run in runs if run.contact_id in free or not run.definition.moves_ledgers]


@dataclass(frozen=True, slots=True)
class _Version:
    slug: str
    is_running: bool
    definition: Definition


@read_once
def _versions(version_ids: frozenset[int]) -> dict[int, _Version]:
    if not version_ids:
        return {}
    rows = sql.fetch_all(
        """
        SELECT v.id, j.slug, j.status, v.definition::text
        FROM automation_journeyversion v JOIN automation_journey j ON j.id = v.journey_id
        WHERE v.id = ANY(%s)
        """,
        [sorted(version_ids)],
    )
    return {
        row[0]: _Version(row[1], row[2] == JourneyStatus.ACTIVE, published_definition(row[0], row[3])) for row in rows
    }
