"""Keep the members of every segment true: contacts that changed, contacts whose time has come, and a safety net."""

import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import DataError, ProgrammingError, transaction

from ..contacts.lock_objects import lock_contacts
from ..contacts.touched import take_touched
from ..core import sql
from .building import BUILD_ROWS, build_step, note_problem
from .compilation import PEOPLE
from .knowing import learn_about
from .lock_objects import change_definitions, due_timers, lock_free_contacts, share_definitions
from .membership import Cause, check_members
from .stored import StoredSegment, load_segments

logger = logging.getLogger(__name__)


def keep_current(now: datetime, limit: int) -> int:
    """Do one batch of each kind of work and return how much there was; 0 means every segment is true at now.

    A refresh that has begun goes on when there is nothing more urgent.
    """
    count = recheck_touched(now, limit) + recheck_due(now, limit) + build_step(now)
    return count or refresh_step(now)


def recheck_touched(now: datetime, limit: int) -> int:
    """Ask every segment again of one batch of contacts that changed; returns how many contacts they are."""
    with transaction.atomic():
        contact_ids = take_touched(now, limit)
        if not contact_ids:
            return 0
        lock_contacts(contact_ids)
        share_definitions()
        for segment in load_segments():
            if segment.is_current:
                _check(segment, contact_ids, Cause.CHANGE, now)
            elif not segment.problem:
                _owe(segment, contact_ids)
    return len(contact_ids)


def recheck_due(now: datetime, limit: int) -> int:
    """Ask again of one batch of contacts whose time has come; returns how many timers were taken."""
    with transaction.atomic():
        due = due_timers(now, limit)
        if not due:
            return 0
        contacts = lock_free_contacts([contact_id for _, contact_id in due])
        share_definitions()
        by_segment: dict[int, list[int]] = defaultdict(list)
        mine = set(contacts)
        for segment_id, contact_id in due:
            if contact_id in mine:
                by_segment[segment_id].append(contact_id)
        for segment in load_segments("id = ANY(%s) AND state = 'current'", [list(by_segment)]) if by_segment else ():
            _check(segment, sorted(by_segment[segment.id]), Cause.TIME, now)
        forgotten = _forget_the_erased([contact_id for _, contact_id in due if contact_id not in mine])
    return sum(map(len, by_segment.values())) + forgotten


def _check(segment: StoredSegment, contact_ids: Sequence[int], cause: Cause, now: datetime) -> None:
    """Ask one segment. If its condition fails, the others go on and it is set aside with its problem."""
    try:
        with transaction.atomic():
            check_members(segment, contact_ids, cause, now)
    except (DataError, ProgrammingError) as error:
        logger.exception("automation: segment %d could not be asked of %d contacts", segment.id, len(contact_ids))
        note_problem(segment, error)


def _owe(segment: StoredSegment, contact_ids: Sequence[int]) -> None:
    sql.execute(
        "INSERT INTO automation_segmentdebt (segment_id, contact_id) SELECT %s, id FROM unnest(%s::bigint[]) AS v(id)",
        [segment.id, list(contact_ids)],
    )


def _forget_the_erased(contact_ids: Sequence[int]) -> int:
    """Take away timers of contacts that are gone; the others are only locked by another worker."""
    if not contact_ids:
        return 0
    return sql.execute(
        """
        DELETE FROM automation_segmenttimer t USING unnest(%s::bigint[]) AS v(id)
        WHERE t.contact_id = v.id AND NOT EXISTS (SELECT 1 FROM automation_contact c WHERE c.id = v.id)
        """,
        [sorted(set(contact_ids))],
    )


# ---- The safety net --------------------------------------------------------------------------------------------


REFRESH_AFTER = timedelta(hours=20)
"""A segment nobody has compared for this long is compared by the next refresh; a little under a day."""


def begin_refresh(now: datetime, *, segment_id: int | None = None) -> int:
    """Have current segments compared with all contacts by the next passes; returns how many begin.

    Without an id those whose last comparison is long ago. One being compared goes on; one set aside with a problem
    is tried again.
    """
    follow_the_shop(now)
    which, params = ("id = %s", [segment_id]) if segment_id else ("refreshed_at <= %s", [now - REFRESH_AFTER])
    sql.execute(
        "UPDATE automation_segment SET problem = '' WHERE problem <> '' AND (id = %s OR %s::bigint IS NULL)",
        [segment_id, segment_id],
    )
    return sql.execute(
        f"""
        UPDATE automation_segment SET refresh_cursor = 0, refresh_drift = 0
        WHERE state = 'current' AND refresh_cursor IS NULL AND {which}
        """,  # noqa: S608
        params,
    )


def follow_the_shop(now: datetime) -> int:
    """Rebuild the segments whose categories, collections, brands or exchange rates are no longer what they were.

    Returns how many. A few queries for each segment that asks about such things.
    """
    changed = 0
    for segment in load_segments("state = 'current' AND known <> '{}'"):
        known = learn_about([segment.condition]).as_json()
        if known != segment.known:
            with transaction.atomic():
                change_definitions()
                changed += start_building("id = %s AND revision = %s", [segment.id, segment.revision], known, now)
    return changed


def refresh_step(now: datetime) -> int:
    """Compare one batch of contacts with the members of one segment and repair what differs; 0 if none is left.

    Contacts are compared without a lock; only those that differ are locked and asked again.
    """
    rows = sql.fetch_all(
        """
        SELECT id, refresh_cursor FROM automation_segment
        WHERE state = 'current' AND refresh_cursor IS NOT NULL ORDER BY id LIMIT 1
        """
    )
    if not rows:
        return 0
    segment_id, cursor = rows[0]
    segment = load_segments("id = %s", [segment_id])[0]
    last, count = sql.fetch_all(
        "SELECT max(id), count(*) FROM (SELECT id FROM automation_contact WHERE id > %s ORDER BY id LIMIT %s) batch",
        [cursor, BUILD_ROWS],
    )[0]
    if not count:
        _finish_refresh(segment, cursor, now)
        return 1
    different = _different(segment, cursor, last, now)
    with transaction.atomic():
        lock_contacts(different)
        share_definitions()
        same = load_segments("id = %s AND state = 'current' AND revision = %s", [segment_id, segment.revision])
        drift = sum(check_members(each, different, Cause.REFRESH, now) for each in same)
        drift += _forget_members(segment_id, cursor, last)
        sql.execute(
            """
            UPDATE automation_segment SET refresh_cursor = %s, refresh_drift = refresh_drift + %s
            WHERE id = %s AND revision = %s AND refresh_cursor = %s
            """,
            [last, drift, segment_id, segment.revision, cursor],
        )
    return int(count)


def _different(segment: StoredSegment, after: int, last: int, now: datetime) -> list[int]:
    """Return the contacts whose membership or timer is not what it should be; due timers are left to the pass."""
    compiled = segment.compiled(now)
    rows = sql.fetch_all(
        f"""
        SELECT seen.id FROM (
            SELECT c.id, ({compiled.where}) IS TRUE AS is_in, {compiled.next_change} AS due_at
            FROM {PEOPLE} WHERE c.id > %s AND c.id <= %s
        ) seen
        LEFT JOIN automation_segmentmember m ON m.segment_id = {segment.id} AND m.contact_id = seen.id
        LEFT JOIN automation_segmenttimer r ON r.segment_id = {segment.id} AND r.contact_id = seen.id
        WHERE (seen.is_in <> (m.id IS NOT NULL) OR r.due_at IS DISTINCT FROM seen.due_at)
          AND NOT COALESCE(r.due_at <= %s, FALSE)
        ORDER BY seen.id
        """,  # noqa: S608
        [*compiled.params, *compiled.next_params, after, last, now],
    )
    return [row[0] for row in rows]


def _forget_members(segment_id: int, after: int, last: int) -> int:
    """Take out members who are no contacts any more."""
    return sql.execute(
        """
        DELETE FROM automation_segmentmember m WHERE m.segment_id = %s AND m.contact_id > %s AND m.contact_id <= %s
          AND NOT EXISTS (SELECT 1 FROM automation_contact c WHERE c.id = m.contact_id)
        """,
        [segment_id, after, last],
    )


def _finish_refresh(segment: StoredSegment, cursor: int, now: datetime) -> None:
    rows = sql.fetch_all(
        """
        UPDATE automation_segment SET refresh_cursor = NULL, refreshed_at = %s, last_drift = refresh_drift
        WHERE id = %s AND revision = %s AND refresh_cursor = %s RETURNING last_drift
        """,
        [now, segment.id, segment.revision, cursor],
    )
    if rows and rows[0][0]:
        logger.warning("automation: the refresh of segment %d repaired %d members", segment.id, rows[0][0])


def start_building(which: str, params: Sequence[object], known: dict[str, object] | None, now: datetime) -> int:
    """Have segments built anew, and return how many. The definitions must be locked for change."""
    rows = sql.fetch_all(
        f"""
        UPDATE automation_segment SET state = 'building', revision = revision + 1, build_cursor = 0, problem = '',
            refresh_cursor = NULL, updated_at = %s, known = COALESCE(%s::jsonb, known)
        WHERE {which} RETURNING id
        """,  # noqa: S608
        [now, None if known is None else json.dumps(known), *params],
    )
    ids = [row[0] for row in rows]
    if ids:
        sql.execute("DELETE FROM automation_segmentbuild WHERE segment_id = ANY(%s)", [ids])
        sql.execute("DELETE FROM automation_segmentdebt WHERE segment_id = ANY(%s)", [ids])
    return len(ids)
