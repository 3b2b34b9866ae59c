"""Build the members of a new or edited segment in batches, and exchange them in one transaction.

What is found waits in a table of its own, so that a half-built segment is never seen; whoever changes meanwhile is
noted as a debt and asked again afterwards. Killed anywhere, the next pass goes on behind the last batch.
"""

import logging
from datetime import datetime

from django.db import DataError, ProgrammingError, transaction

from ..core import sql
from ..events.kinds import EventKind
from .compilation import PEOPLE
from .lock_objects import change_definitions
from .membership import Cause
from .stored import StoredSegment, load_segments

logger = logging.getLogger(__name__)

BUILD_ROWS = 5_000
"""Contacts asked in one transaction of a build or a refresh, whatever the batch size of the pass."""


def build_step(now: datetime) -> int:
    """Ask one batch of contacts for one segment that is building, or exchange its members; returns 0 if none is.

    A segment whose condition fails in the database is set aside with its problem until it is edited or refreshed.
    """
    segment: StoredSegment | None = None
    try:
        with transaction.atomic():
            segment = _claim()
            if segment is None:
                return 0
            count = _build_batch(segment, now)
        if count == 0:
            with transaction.atomic():
                _exchange(segment, now)
            return 1
        return count
    except (DataError, ProgrammingError) as error:
        if segment is None:
            raise
        logger.exception("automation: segment %d could not be built", segment.id)
        note_problem(segment, error)
        return 1


def note_problem(segment: StoredSegment, error: Exception) -> None:
    """Set a segment aside: it waits as building, with the reason, so that nobody takes its members for true."""
    problem = f"{type(error).__name__}: {str(error).splitlines()[0][:500]}"
    sql.execute(
        """
        UPDATE automation_segment SET state = 'building', build_cursor = 0, problem = %s WHERE id = %s AND revision = %s
        """,
        [problem, segment.id, segment.revision],
    )


def _claim() -> StoredSegment | None:
    rows = sql.fetch_all(
        """
        SELECT id FROM automation_segment WHERE state = 'building' AND problem = ''
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        """
    )
    return load_segments("id = %s", [rows[0][0]])[0] if rows else None


def _build_batch(segment: StoredSegment, now: datetime) -> int:
    """Ask the next contacts and note those inside or with a timer; returns how many were asked."""
    compiled = segment.compiled(now)
    last, count = sql.fetch_all(
        """
        SELECT max(id), count(*) FROM (
            SELECT id FROM automation_contact
            WHERE id > (SELECT build_cursor FROM automation_segment WHERE id = %s) ORDER BY id LIMIT %s
        ) batch
        """,
        [segment.id, BUILD_ROWS],
    )[0]
    if not count:
        return 0
    sql.execute(
        f"""
        INSERT INTO automation_segmentbuild (segment_id, revision, contact_id, is_member, due_at)
        SELECT {segment.id}, {segment.revision}, seen.id, seen.is_in, seen.due_at FROM (
            SELECT c.id, ({compiled.where}) IS TRUE AS is_in, {compiled.next_change} AS due_at FROM {PEOPLE}
            WHERE c.id > (SELECT build_cursor FROM automation_segment WHERE id = {segment.id}) AND c.id <= %s
        ) seen WHERE seen.is_in OR seen.due_at IS NOT NULL
        ON CONFLICT DO NOTHING
        """,  # noqa: S608
        [*compiled.params, *compiled.next_params, last],
    )
    sql.execute(
        "UPDATE automation_segment SET build_cursor = %s, has_clock = %s WHERE id = %s",
        [last, compiled.has_clock, segment.id],
    )
    return int(count)


def _exchange(segment: StoredSegment, now: datetime) -> None:
    """Make what the build found the members. Nobody writes members meanwhile.

    The first members of a segment make no events: they were there before it had a name. After an edit those who
    come or go are told.
    """
    change_definitions()
    row = sql.fetch_all(
        "SELECT state, revision, built_at, build_cursor FROM automation_segment WHERE id = %s FOR UPDATE", [segment.id]
    )
    if not row or row[0][:2] != ("building", segment.revision):
        return  # it was edited or deleted since, or another worker was quicker
    if sql.fetch_all("SELECT 1 FROM automation_contact WHERE id > %s LIMIT 1", [row[0][3]]):
        return  # somebody is new: one more batch
    found = f"""
        SELECT contact_id, due_at, is_member FROM automation_segmentbuild
        WHERE segment_id = {segment.id} AND revision = {segment.revision}
        """  # noqa: S608
    sql.execute(
        f"""
        WITH found AS MATERIALIZED ({found}), gone AS (
            DELETE FROM automation_segmentmember m WHERE m.segment_id = {segment.id}
              AND NOT EXISTS (SELECT 1 FROM found WHERE found.contact_id = m.contact_id AND found.is_member)
            RETURNING m.contact_id, m.id
        ), came AS (
            INSERT INTO automation_segmentmember (segment_id, contact_id, entered_at)
            SELECT {segment.id}, found.contact_id, %s FROM found WHERE found.is_member
            ON CONFLICT DO NOTHING RETURNING contact_id, id
        ), moves AS (
            SELECT contact_id, id, '{EventKind.SEGMENT_ENTERED}' AS kind FROM came
            UNION ALL SELECT contact_id, id, '{EventKind.SEGMENT_LEFT}' FROM gone
        )
        INSERT INTO automation_event (kind, key, occurred_at, recorded_at, contact_id, data)
        SELECT kind, kind || ':' || id, %s, %s, contact_id,
               jsonb_build_object('segment', %s::text, 'name', %s::text, 'cause', %s::text)
        FROM moves WHERE %s
        ON CONFLICT DO NOTHING
        """,  # noqa: S608
        [now, now, now, segment.slug, segment.name, str(Cause.EDIT), row[0][2] is not None],
    )
    sql.execute("DELETE FROM automation_segmenttimer WHERE segment_id = %s", [segment.id])
    sql.execute(
        f"""
        INSERT INTO automation_segmenttimer (segment_id, contact_id, due_at)
        SELECT {segment.id}, found.contact_id, found.due_at FROM ({found}) found WHERE found.due_at IS NOT NULL
        """  # noqa: S608
    )
    sql.execute("DELETE FROM automation_segmentbuild WHERE segment_id = %s", [segment.id])
    sql.execute(
        """
        WITH owed AS (DELETE FROM automation_segmentdebt WHERE segment_id = %s RETURNING contact_id)
        INSERT INTO automation_touchedcontact (contact_id, due_at) SELECT DISTINCT contact_id, %s::timestamptz FROM owed
        """,
        [segment.id, now],
    )
    sql.execute(
        "UPDATE automation_segment SET state = 'current', built_at = %s, refreshed_at = %s WHERE id = %s",
        [now, now, segment.id],
    )
