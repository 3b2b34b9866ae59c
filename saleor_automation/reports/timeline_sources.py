"""Where the entries of a timeline come from, each cut along an index that begins with the contact.

Events of a kind that another source tells for longer than the log lasts (mails, consent, lists, tags) are left out.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class TimelineKind(StrEnum):
    EVENT = "event"
    MESSAGE = "message"
    JOURNEY = "journey"
    DECISION = "decision"
    CONSENT = "consent"
    LIST = "list"
    TAG = "tag"


class Place(NamedTuple):
    """Where a page begins: behind this entry. Entries of one moment are told apart by source and id."""

    at: datetime
    source: int
    id: int


_TOLD_OTHERWISE = (
    *("message_sent", "subscribed", "unsubscribed", "list_joined", "list_left", "tag_added", "tag_removed"),
    *("journey_start_asked", "journey_end_asked"),
)

_EVENTS = """
    SELECT e.* FROM kinds k CROSS JOIN LATERAL (
        SELECT 0 AS source, v.occurred_at AS at, v.id, v.message_id, NULL::bigint AS enrollment_id,
               jsonb_build_object('event', v.kind, 'data', v.data, 'order_id', v.order_id, 'product_id', v.product_id)
        FROM automation_event v
        WHERE v.contact_id = %(who)s AND v.kind = k.kind AND {cut_occurred}
        ORDER BY v.occurred_at DESC, v.id DESC LIMIT %(most)s
    ) e WHERE k.kind <> ALL(%(told)s)
"""
# The kinds a person has events of, one descent of the index each: an index by time alone would cost every event.
_KINDS = """
    WITH RECURSIVE kinds AS (
        (SELECT kind FROM automation_event WHERE contact_id = %(who)s ORDER BY kind LIMIT 1)
        UNION ALL
        SELECT (SELECT n.kind FROM automation_event n WHERE n.contact_id = %(who)s AND n.kind > k.kind
                ORDER BY n.kind LIMIT 1)
        FROM kinds k WHERE k.kind IS NOT NULL
    )
"""
_MESSAGES = """
    SELECT 1, m.planned_at, m.id, m.id, m.enrollment_id,
           jsonb_build_object('state', m.state, 'reason', m.reason, 'template', t.slug, 'subject', m.subject,
               'send_at', m.send_at, 'settled_at', m.settled_at, 'opened_at', m.opened_at, 'clicked_at', m.clicked_at,
               'journey', j.name)
    FROM automation_message m LEFT JOIN automation_template t ON t.id = m.template_id
    LEFT JOIN automation_journey j ON j.id = m.journey_id
    WHERE m.contact_id = %(who)s AND {cut_planned} ORDER BY m.planned_at DESC, m.id DESC LIMIT %(most)s
"""
_ENTERED = """
    SELECT 2, r.entered_at, r.id, NULL::bigint, r.id,
           jsonb_build_object('what', 'entered', 'journey', j.name, 'slug', j.slug, 'by', r.entered_by,
               'event', r.subject->>'event', 'is_held_out', r.is_held_out)
    FROM automation_enrollment r JOIN automation_journey j ON j.id = r.journey_id
    WHERE r.contact_id = %(who)s AND {cut_entered} ORDER BY r.entered_at DESC, r.id DESC LIMIT %(most)s
"""
_LEFT = """
    SELECT 4, r.finished_at, r.id, NULL::bigint, r.id,
           jsonb_build_object('what', 'left', 'journey', j.name, 'slug', j.slug, 'reason', r.finish_reason)
    FROM automation_enrollment r JOIN automation_journey j ON j.id = r.journey_id
    WHERE r.contact_id = %(who)s AND r.finished_at IS NOT NULL AND {cut_finished}
    ORDER BY r.finished_at DESC, r.id DESC LIMIT %(most)s
"""
_DECISIONS = """
    SELECT 3, d.decided_at, d.id, NULL::bigint, d.enrollment_id,
           jsonb_build_object('journey', j.name, 'step', d.step_id, 'outcome', d.outcome, 'reason', d.reason,
               'facts', d.facts)
    FROM automation_enrollment r JOIN automation_decision d ON d.enrollment_id = r.id
    JOIN automation_journey j ON j.id = r.journey_id
    WHERE r.contact_id = %(who)s AND {cut_decided} ORDER BY d.decided_at DESC, d.id DESC LIMIT %(most)s
"""
_CONSENT = """
    SELECT 5, r.changed_at, r.id, NULL::bigint, NULL::bigint,
           jsonb_build_object('state', r.state, 'source', r.source, 'transport', r.transport)
    FROM automation_consentrecord r
    WHERE r.contact_id = %(who)s AND r.list_id IS NULL AND {cut_changed}
    ORDER BY r.changed_at DESC, r.id DESC LIMIT %(most)s
"""
_LISTS = """
    SELECT 6, r.changed_at, r.id, NULL::bigint, NULL::bigint,
           jsonb_build_object('state', r.state, 'source', r.source, 'list', COALESCE(l.name, '#' || r.list_id))
    FROM automation_consentrecord r LEFT JOIN automation_contactlist l ON l.id = r.list_id
    WHERE r.contact_id = %(who)s AND r.list_id IS NOT NULL AND {cut_changed_7}
    ORDER BY r.changed_at DESC, r.id DESC LIMIT %(most)s
"""
_TAGGED = """
    SELECT 7, p.assigned_at, p.id, NULL::bigint, NULL::bigint,
           jsonb_build_object('what', 'tagged', 'tag', p.tag_name, 'source', p.assigned_by)
    FROM automation_tagperiod p WHERE p.contact_id = %(who)s AND {cut_assigned}
    ORDER BY p.assigned_at DESC, p.id DESC LIMIT %(most)s
"""
_UNTAGGED = """
    SELECT 8, p.removed_at, p.id, NULL::bigint, NULL::bigint,
           jsonb_build_object('what', 'untagged', 'tag', p.tag_name, 'source', p.removed_by)
    FROM automation_tagperiod p WHERE p.contact_id = %(who)s AND p.removed_at IS NOT NULL AND {cut_removed}
    ORDER BY p.removed_at DESC, p.id DESC LIMIT %(most)s
"""


class _Source(NamedTuple):
    kind: TimelineKind
    statement: str
    number: int
    cut: str
    """Name of the place in the statement, and the columns of time and id that are cut there."""
    at: str
    id: str


SOURCES = (
    _Source(TimelineKind.EVENT, _EVENTS, 0, "cut_occurred", "v.occurred_at", "v.id"),
    _Source(TimelineKind.MESSAGE, _MESSAGES, 1, "cut_planned", "m.planned_at", "m.id"),
    _Source(TimelineKind.JOURNEY, _ENTERED, 2, "cut_entered", "r.entered_at", "r.id"),
    _Source(TimelineKind.DECISION, _DECISIONS, 3, "cut_decided", "d.decided_at", "d.id"),
    _Source(TimelineKind.JOURNEY, _LEFT, 4, "cut_finished", "r.finished_at", "r.id"),
    _Source(TimelineKind.CONSENT, _CONSENT, 5, "cut_changed", "r.changed_at", "r.id"),
    _Source(TimelineKind.LIST, _LISTS, 6, "cut_changed_7", "r.changed_at", "r.id"),
    _Source(TimelineKind.TAG, _TAGGED, 7, "cut_assigned", "p.assigned_at", "p.id"),
    _Source(TimelineKind.TAG, _UNTAGGED, 8, "cut_removed", "p.removed_at", "p.id"),
)


def page_statement(
    contact_id: int, first: int, after: Place | None, kinds: Collection[TimelineKind]
) -> tuple[str, dict[str, Any]]:
    """Return the statement of one page, and its parameters."""
    wanted = [source for source in SOURCES if not kinds or source.kind in kinds]
    parts = [f"({source.statement.format(**{source.cut: _cut(source, after)})})" for source in wanted]
    has_events = any(source.statement is _EVENTS for source in wanted)
    params: dict[str, Any] = {"who": contact_id, "most": first + 1, "told": list(_TOLD_OTHERWISE)}
    if after is not None:
        params |= {"at": after.at, "source": after.source, "id": after.id}
    text = f"""
        {_KINDS if has_events else ""}
        SELECT * FROM ({" UNION ALL ".join(parts)}) AS t (source, at, id, message_id, enrollment_id, facts)
        ORDER BY at DESC, source DESC, id DESC LIMIT %(most)s
    """  # noqa: S608
    return text, params


def _cut(source: _Source, after: Place | None) -> str:
    """Only what lies behind the place; the first half is what an index is searched by."""
    if after is None:
        return "TRUE"
    return f"{source.at} <= %(at)s AND ({source.at}, {source.number}, {source.id}) < (%(at)s, %(source)s, %(id)s)"


UPCOMING = """
    (SELECT 1, m.send_at, m.id, m.id, m.enrollment_id,
            jsonb_build_object('what', 'mail', 'journey', j.name, 'template', t.slug, 'reason', m.reason,
                'step', m.step_id)
     FROM automation_message m LEFT JOIN automation_template t ON t.id = m.template_id
     LEFT JOIN automation_journey j ON j.id = m.journey_id
     WHERE m.contact_id = %(who)s AND m.state = 'queued' AND %(mails)s ORDER BY m.send_at LIMIT 20)
    UNION ALL
    (SELECT 2, r.wake_at, r.id, NULL::bigint, r.id,
            jsonb_build_object('what', 'wait', 'journey', j.name, 'step', r.step_id, 'waiting_for', r.waiting_for)
     FROM automation_enrollment r JOIN automation_journey j ON j.id = r.journey_id
     WHERE r.contact_id = %(who)s AND r.is_active AND r.wake_at IS NOT NULL AND %(waits)s ORDER BY r.wake_at LIMIT 20)
    ORDER BY 2, 1, 3
"""
