"""Put contacts in or out of one segment as its condition says now; what changes becomes an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..core import sql
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .compilation import PEOPLE
from .stored import StoredSegment


class Cause(StrEnum):
    """Why somebody entered or left, as the event says."""

    CHANGE = "change"
    TIME = "time"
    EDIT = "edit"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class Move:
    """member_id, the number of the membership, names it in the events: the same person may come again."""

    contact_id: int
    member_id: int
    has_entered: bool


def check_members(segment: StoredSegment, contact_ids: Sequence[int], cause: Cause, now: datetime) -> int:
    """Ask the segment of these contacts again, set their timers, and return how many entered or left.

    One statement, and one for the events. The contacts must be locked and the definitions shared (lock_objects.py).
    """
    if not contact_ids:
        return 0
    compiled = segment.compiled(now)
    timers = _TIMERS if compiled.has_clock else ""
    rows = sql.fetch_all(
        f"""
        WITH seen AS MATERIALIZED (
            SELECT c.id, ({compiled.where}) IS TRUE AS is_in, {compiled.next_change} AS due_at
            FROM {PEOPLE} WHERE c.id = ANY(%s)
        ), gone AS (
            DELETE FROM automation_segmentmember m USING seen
            WHERE m.segment_id = {segment.id} AND m.contact_id = seen.id AND NOT seen.is_in
            RETURNING m.contact_id, m.id
        ), came AS (
            INSERT INTO automation_segmentmember (segment_id, contact_id, entered_at)
            SELECT {segment.id}, seen.id, %s FROM seen WHERE seen.is_in
              AND NOT EXISTS (SELECT 1 FROM automation_segmentmember m
                              WHERE m.segment_id = {segment.id} AND m.contact_id = seen.id)
            ORDER BY seen.id
            ON CONFLICT DO NOTHING RETURNING contact_id, id
        ){timers.format(segment=segment.id)}
        SELECT contact_id, id, TRUE FROM came UNION ALL SELECT contact_id, id, FALSE FROM gone
        """,  # noqa: S608
        [*compiled.params, *compiled.next_params, list(contact_ids), now],
    )
    moves = [Move(*row) for row in sorted(rows)]
    record([_event(segment, move, cause, now) for move in moves], now)
    return len(moves)


_TIMERS = """, stopped AS (
            DELETE FROM automation_segmenttimer t USING seen
            WHERE t.segment_id = {segment} AND t.contact_id = seen.id AND seen.due_at IS NULL
        ), started AS (
            INSERT INTO automation_segmenttimer AS t (segment_id, contact_id, due_at)
            SELECT {segment}, seen.id, seen.due_at FROM seen WHERE seen.due_at IS NOT NULL
            ON CONFLICT (segment_id, contact_id) DO UPDATE SET due_at = EXCLUDED.due_at
            WHERE t.due_at <> EXCLUDED.due_at
        )"""


def _event(segment: StoredSegment, move: Move, cause: Cause, now: datetime) -> NewEvent:
    kind = EventKind.SEGMENT_ENTERED if move.has_entered else EventKind.SEGMENT_LEFT
    return NewEvent(
        kind=kind,
        key=f"{kind}:{move.member_id}",
        occurred_at=now,
        contact_id=move.contact_id,
        data={"segment": segment.slug, "name": segment.name, "cause": str(cause)},
    )
