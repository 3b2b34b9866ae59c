"""Work on many people of a journey, batch by batch: let in who matches, move to the newest version, end.

A chore is a row; each batch is one transaction that also moves the cursor, so whoever takes it up goes on where it
stood, and killed anywhere nothing is done twice.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import InterfaceError, OperationalError, transaction

from ..core import sql
from ..core.exceptions import InvalidDefinition
from ..segments.compilation import PEOPLE, compile_condition
from .definition import Definition, parse_definition
from .entry import Candidate, enter
from .exits import end_runs
from .models import JourneyChore
from .running import running_journeys

logger = logging.getLogger(__name__)

ENDED_BY_STAFF = "ended_by_staff"


class Chore(NamedTuple):
    """What a batch needs; version_id is the version people are let into, moved to, or the one whose people stay."""

    id: int
    journey_id: int
    version_id: int
    parameters: Mapping[str, Any]
    cursor: int


class Batch(NamedTuple):
    """What one batch came to: the last id it looked at, and at how many; fewer than asked for means the end."""

    cursor: int
    seen: int


def work(now: datetime, limit: int) -> int:
    """Do one batch of the oldest chore nobody is at, and return at how many people it looked; 0 means none is left."""
    chore_id = 0
    try:
        with transaction.atomic():
            row = _claim()
            if row is None:
                return 0
            chore_id, kind = row[0], row[1]
            chore = Chore(row[0], row[2], row[3], json.loads(row[4]), row[5])
            batch = _DEEDS[kind](chore, now, limit)
            sql.execute(
                """
                UPDATE automation_journeychore SET cursor = %s, done_count = done_count + %s,
                    finished_at = CASE WHEN %s THEN %s::timestamptz END
                WHERE id = %s
                """,
                [batch.cursor, batch.seen, batch.seen < limit, now, chore.id],
            )
            return max(1, batch.seen)
    except (OperationalError, InterfaceError):
        # The database was away, or two workers stood in each other's way: the next pass takes the batch up again.
        logger.exception("automation: a batch of a journey's chore was broken off")
        return 0
    except Exception as error:
        if not chore_id:
            raise
        logger.exception("automation: chore %d of a journey failed", chore_id)
        sql.execute(
            "UPDATE automation_journeychore SET problem = %s, finished_at = %s WHERE id = %s AND finished_at IS NULL",
            [f"{type(error).__name__}: {error}", now, chore_id],
        )
        return 1


def _claim() -> tuple[Any, ...] | None:
    rows = sql.fetch_all(
        """
        SELECT id, kind, journey_id, version_id, parameters::text, cursor FROM automation_journeychore
        WHERE finished_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        """
    )
    return rows[0] if rows else None


def audience(definition: Definition, now: datetime) -> tuple[str, list[Any]] | None:
    """Return FROM and WHERE of the people a backfill lets in, and their parameters; None without a backfill."""
    backfill = definition.entry.backfill
    if backfill is None:
        return None
    source, params = PEOPLE, []
    if backfill.segment:
        source += """ JOIN automation_segmentmember m ON m.contact_id = c.id
            JOIN automation_segment s ON s.id = m.segment_id AND s.slug = %s"""
        params.append(backfill.segment)
    parts = []
    for condition in (backfill.condition, definition.entry.condition):
        if condition is not None:
            part, part_params = compile_condition(condition, now)
            parts.append(part)
            params += part_params
    return f"{source} WHERE {' AND '.join(parts) or 'TRUE'}", params


def count_audience(definition: Definition, now: datetime) -> int:
    """Return how many people a backfill would let in now, if the entry rule lets all of them."""
    found = audience(definition, now)
    if found is None:
        return 0
    return int(sql.fetch_all(f"SELECT count(*) FROM {found[0]}", found[1])[0][0])  # noqa: S608


def count_backfill(draft: Any, now: datetime) -> int:
    """Return count_audience of a draft; 0 for one that cannot be read."""
    try:
        return count_audience(parse_definition(draft, "Draft"), now)
    except InvalidDefinition:
        return 0


def _let_in(chore: Chore, now: datetime, limit: int) -> Batch:
    journey = next((each for each in running_journeys() if each.version_id == chore.version_id), None)
    found = audience(journey.definition, now) if journey is not None else None
    if journey is None or found is None:
        # Paused, archived or published anew: whoever is meant then is asked about then.
        return Batch(chore.cursor, 0)
    rows = sql.fetch_all(
        f"SELECT c.id FROM {found[0]} AND c.id > %s ORDER BY c.id LIMIT %s",  # noqa: S608
        [*found[1], chore.cursor, limit],
    )
    key = now.date().isoformat() if journey.definition.entry.key == "date" else ""
    enter(journey, [Candidate(row[0], key, {"backfill": True}) for row in rows], now)
    return Batch(rows[-1][0] if rows else chore.cursor, len(rows))


def _move(chore: Chore, now: datetime, limit: int) -> Batch:
    steps: dict[str, str] = dict(chore.parameters["steps"])
    rows = sql.fetch_all(
        """
        SELECT id, step_id, visit, step_reached_at, woken_by FROM automation_enrollment
        WHERE journey_id = %s AND is_active AND version_id < %s AND step_id = ANY(%s) AND id > %s
        ORDER BY id LIMIT %s FOR UPDATE
        """,
        [chore.journey_id, chore.version_id, sorted(steps), chore.cursor, limit],
    )
    sql.update_rows(
        "automation_enrollment",
        ("id", "bigint"),
        {
            "version_id": "bigint",
            "step_id": "text",
            "visit": "int",
            "step_reached_at": "timestamptz",
            "wake_at": "timestamptz",
            "waiting_for": "text",
            "woken_by": "text",
            "attempts": "int",
            "problem": "text",
        },
        [
            (
                *(run_id, chore.version_id, steps[step_id], visit + 1),
                *((reached_at, now, "", woken_by) if steps[step_id] == step_id else (now, now, "", "")),
                *(0, ""),
            )
            for run_id, step_id, visit, reached_at, woken_by in rows
        ],
    )
    sql.insert_rows(
        "automation_decision",
        {
            "enrollment_id": "bigint",
            "step_id": "text",
            "visit": "int",
            "number": "int",
            "outcome": "text",
            "reason": "text",
            "facts": "jsonb",
            "decided_at": "timestamptz",
        },
        [
            (run_id, step_id, visit, 2 * visit + 1, "moved", "moved by staff", {"to": steps[step_id]}, now)
            for run_id, step_id, visit, *_ in rows
        ],
        on_conflict="(enrollment_id, number) DO NOTHING",
    )
    return Batch(rows[-1][0] if rows else chore.cursor, len(rows))


def _end(chore: Chore, now: datetime, limit: int) -> Batch:
    rows = sql.fetch_all(
        """
        SELECT id FROM automation_enrollment WHERE journey_id = %s AND is_active AND version_id < %s AND id > %s
        ORDER BY id LIMIT %s FOR UPDATE
        """,
        [chore.journey_id, chore.version_id, chore.cursor, limit],
    )
    end_runs([(row[0], ENDED_BY_STAFF) for row in rows], now)
    return Batch(rows[-1][0] if rows else chore.cursor, len(rows))


_DEEDS: dict[str, Callable[[Chore, datetime, int], Batch]] = {
    JourneyChore.Kind.BACKFILL: _let_in,
    JourneyChore.Kind.MOVE: _move,
    JourneyChore.Kind.END: _end,
}
