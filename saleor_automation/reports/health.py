"""Is the automation at work? Counts and times only, nothing about anybody; cheap enough for a frequent probe."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, connections

from ..core.settings import get_settings

# Beat wakes the pass every few seconds; when the oldest due work is this old, nobody is working.
STALLED_AFTER = timedelta(minutes=10)
# A worker that restarts may miss a turn of the sweep, but not three in a row.
SWEEPS_MISSED = 3
# A receiver that was mended yesterday is no trouble today.
DISPATCHES_LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Health:
    """failed_ and unknown_dispatches are those of the last day.

    Each oldest_* is since when the oldest of them has been waiting; None when nothing waits.

    troubled_* counts what always fails: it was set aside with the problem written down, and the rest goes on.
    swept_at is how far the slowest sweep has read, None before the first one. problems is empty when all is well.
    """

    hints: int
    oldest_hint_at: datetime | None
    unprocessed_events: int
    oldest_unprocessed_event_at: datetime | None
    due_enrollments: int
    oldest_due_enrollment_at: datetime | None
    queued_messages: int
    oldest_due_message_at: datetime | None
    handing_messages: int
    unknown_messages: int
    failed_messages: int
    queued_dispatches: int
    oldest_due_dispatch_at: datetime | None
    failed_dispatches: int
    unknown_dispatches: int
    troubled_hints: int
    troubled_events: int
    troubled_enrollments: int
    swept_at: datetime | None
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


_PENDING_EVENTS = "automation_event WHERE processed_at IS NULL AND problem = '' AND occurred_at <= %(now)s"
_DUE_ENROLLMENTS = "automation_enrollment WHERE is_active AND wake_at <= %(now)s"
# The index on messages begins with the journey, so each journey is asked in turn, then what belongs to none.
_BAD_MESSAGES = """
    COALESCE(SUM(bad.count), 0)::bigint FROM (
        SELECT of_journey.count FROM automation_journey j, LATERAL (
            SELECT COUNT(*) FROM automation_message WHERE journey_id = j.id AND state = '{state}'
        ) of_journey
        UNION ALL SELECT COUNT(*) FROM automation_message WHERE journey_id IS NULL AND state = '{state}'
    ) bad
"""
_FIGURES = {
    "hints": "COUNT(*) FROM automation_hint WHERE problem = ''",
    "oldest_hint_at": "MIN(created_at) FROM automation_hint WHERE problem = ''",
    "unprocessed_events": f"COUNT(*) FROM {_PENDING_EVENTS}",
    "oldest_unprocessed_event_at": f"MIN(recorded_at) FROM {_PENDING_EVENTS}",
    "due_enrollments": f"COUNT(*) FROM {_DUE_ENROLLMENTS}",
    "oldest_due_enrollment_at": f"MIN(wake_at) FROM {_DUE_ENROLLMENTS}",
    "queued_messages": "COUNT(*) FROM automation_message WHERE state = 'queued'",
    "oldest_due_message_at": "MIN(send_at) FROM automation_message WHERE state = 'queued' AND send_at <= %(now)s",
    "handing_messages": "COUNT(*) FROM automation_message WHERE state = 'handing'",
    "unknown_messages": _BAD_MESSAGES.format(state="unknown"),
    "failed_messages": _BAD_MESSAGES.format(state="failed"),
    "queued_dispatches": "COUNT(*) FROM automation_dispatch WHERE state = 'queued'",
    "oldest_due_dispatch_at": "MIN(send_at) FROM automation_dispatch WHERE state = 'queued' AND send_at <= %(now)s",
    "failed_dispatches": "COUNT(*) FROM automation_dispatch WHERE state = 'failed' AND settled_at > %(lately)s",
    "unknown_dispatches": "COUNT(*) FROM automation_dispatch WHERE state = 'unknown' AND settled_at > %(lately)s",
    "troubled_hints": "COUNT(*) FROM automation_hint WHERE problem <> ''",
    "troubled_events": "COUNT(*) FROM automation_event WHERE problem <> ''",
    "troubled_enrollments": "COUNT(*) FROM automation_enrollment WHERE is_active AND problem <> ''",
    "swept_at": "MIN(read_until) FROM automation_sweepmark WHERE name NOT LIKE 'backfill-%%'",
}
_SQL = "SELECT " + ", ".join(f"(SELECT {figure})" for figure in _FIGURES.values())


def read_health(now: datetime, using: str = DEFAULT_DB_ALIAS) -> Health:
    """Count what waits, in one statement, and name what has been waiting for too long."""
    with connections[using].cursor() as cursor:
        cursor.execute(_SQL, {"now": now, "lately": now - DISPATCHES_LATELY})
        figures = dict(zip(_FIGURES, cursor.fetchone(), strict=True))
    health = Health(**figures)
    return replace(health, problems=tuple(_problems(health, now)), warnings=tuple(_warnings(health)))


def _warnings(health: Health) -> Iterator[str]:
    """Yield what others have to mend: the automation itself is at work, so a probe is not told."""
    bad = health.failed_dispatches + health.unknown_dispatches
    if bad:
        yield f"Notices and webhook calls not taken in the last day: {bad}; `automationDispatches` says why."


def _problems(health: Health, now: datetime) -> Iterator[str]:
    waiting = {
        "Hints from the shop": health.oldest_hint_at,
        "Events": health.oldest_unprocessed_event_at,
        "Journeys": health.oldest_due_enrollment_at,
        "Messages": health.oldest_due_message_at,
        "Notices and webhook calls": health.oldest_due_dispatch_at,
    }
    for what, since in waiting.items():
        if since is not None and now - since > STALLED_AFTER:
            minutes = int((now - since).total_seconds() // 60)
            yield f"{what} have been waiting for {minutes} minutes; check that a Celery worker and beat are running."
    for what, count in (
        ("Hints from the shop", health.troubled_hints),
        ("Events", health.troubled_events),
        ("People in journeys", health.troubled_enrollments),
    ):
        if count:
            yield f"{what} that always fail: {count}; the column `problem` and the log of the workers say why."
    sweep_seconds = SWEEPS_MISSED * get_settings().sweep_seconds
    if health.swept_at is not None and now - health.swept_at > timedelta(seconds=sweep_seconds):
        minutes = int((now - health.swept_at).total_seconds() // 60)
        yield f"The last sweep was {minutes} minutes ago; check that Celery beat is running."
