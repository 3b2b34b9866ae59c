"""Hand notices and calls over: two commits with the world between them, as the outbox of messages does it.

A worker that dies in between leaves `handing`. After a while a call is queued again, because its receiver knows it by
its id; a notice becomes `unknown` and is never sent again by itself.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from ..core import sql
from ..core.settings import get_settings
from ..messages.transports.base import Transport
from ..shop.configuration import ShopConfiguration
from .calls import Answer
from .models import DispatchKind, DispatchState
from .notices import mail_team, tell_services
from .signing import signing_secrets
from .stories import Story, read_stories
from .webhooks import HOST_DOWN, call_all
from .work import Work, answered

logger = logging.getLogger(__name__)

GROUP_SIZE = 20
"""How many a worker takes at once: as many notices may become unknown if it dies."""

FIRST_RETRY = timedelta(seconds=30)
LAST_RETRY = timedelta(hours=6)
LONGEST_LIFE = timedelta(days=3)
"""What could not be handed over by then is given up, however often it was tried."""


def count_due(now: datetime, most: int) -> int:
    """Return the number of dispatches that are due, counted no further than most."""
    due = "SELECT 1 FROM automation_dispatch WHERE state = 'queued' AND send_at <= %s LIMIT %s"
    return int(sql.fetch_all(f"SELECT count(*) FROM ({due}) AS due", [now, most])[0][0])  # noqa: S608


def dispatch_group(
    transport: Transport, configuration: ShopConfiguration, now: datetime, clock: Callable[[], datetime]
) -> int:
    """Hand over one group of what is due and return how many were taken; clock tells when the world had answered."""
    with transaction.atomic():
        group = _claim(now)
        # Read here, so that a database that fails leaves everything queued and not half handed over.
        stories = read_stories({work.contact_id for work in group}) if group else {}
        secrets = signing_secrets(now) if any(work.kind == DispatchKind.WEBHOOK for work in group) else []
    if not group:
        return 0
    answers = _handed(group, stories, secrets, transport, configuration, now)
    with transaction.atomic():
        _settle(group, answers, clock())
    return len(group)


def _claim(now: datetime) -> list[Work]:
    rows = sql.fetch_all(
        """
        UPDATE automation_dispatch d SET state = 'handing', handed_at = %s FROM (
            SELECT q.id, COALESCE(j.slug, '') AS slug, COALESCE(j.name, '') AS name
            FROM automation_dispatch q LEFT JOIN automation_journey j ON j.id = q.journey_id
            WHERE q.state = 'queued' AND q.send_at <= %s
            ORDER BY q.send_at, q.id LIMIT %s FOR UPDATE OF q SKIP LOCKED
        ) due
        WHERE d.id = due.id
        RETURNING d.id, d.key, d.kind, d.contact_id, due.slug, due.name, d.step_id, d.target, d.note, d.about::text,
            d.data::text, d.planned_at, d.attempts
        """,
        [now, now, GROUP_SIZE],
    )
    return [Work(*[*row[:9], json.loads(row[9]), json.loads(row[10]), *row[11:]]) for row in sorted(rows)]


def _handed(
    group: Sequence[Work],
    stories: Mapping[int, Story],
    secrets: Sequence[str],
    transport: Transport,
    configuration: ShopConfiguration,
    now: datetime,
) -> dict[int, Answer]:
    """Return what became of each, by id. Asks the database nothing."""
    present = [work for work in group if work.contact_id in stories]
    calls = [work for work in present if work.kind == DispatchKind.WEBHOOK]
    gone = Answer("failed", "contact_erased", "The contact is not there any more.")
    answers = {work.id: gone for work in group if work.contact_id not in stories}
    answers |= call_all(calls, stories, secrets, now)
    for work in present:
        if work.kind == DispatchKind.EMAIL:
            mail = partial(mail_team, work, stories[work.contact_id], transport, configuration, now)
            answers[work.id] = answered(work, mail)
        elif work.kind == DispatchKind.SERVICES:
            tell = partial(tell_services, work, stories[work.contact_id], configuration)
            answers[work.id] = answered(work, tell)
    return answers


_ENDS = {
    "state": "text",
    "reason": "text",
    "detail": "text",
    "attempts": "int",
    "send_at": "timestamptz",
    "settled_at": "timestamptz",
}


def _settle(group: Sequence[Work], answers: Mapping[int, Answer], now: datetime) -> None:
    rows = [(work.id, *_end(work, answers[work.id], now)) for work in group]
    sql.update_rows("automation_dispatch", ("id", "bigint"), _ENDS, rows, where="t.state IN ('handing', 'unknown')")


def _end(work: Work, answer: Answer, now: datetime) -> tuple[Any, ...]:
    # Whoever only waited for a host that does not answer the others has not tried.
    attempts = work.attempts + (answer.reason != HOST_DOWN)
    if answer.state != "deferred":
        return (answer.state, answer.reason, answer.detail, attempts, now, now)
    if attempts >= get_settings().dispatch_attempts or now - work.planned_at > LONGEST_LIFE:
        return (DispatchState.FAILED, "gave_up", answer.detail, attempts, now, now)
    delay = max(FIRST_RETRY * 3 ** max(0, min(attempts - 1, 8)), timedelta(seconds=answer.retry_after))
    return (DispatchState.QUEUED, answer.reason, answer.detail, attempts, now + min(LAST_RETRY, delay), None)


def give_up_lost(now: datetime) -> int:
    """End the waiting for workers that never came back; returns how many dispatches they had."""
    lease = timedelta(seconds=get_settings().handing_lease_seconds)
    count = sql.execute(
        """
        UPDATE automation_dispatch SET attempts = attempts + 1, reason = 'worker_lost',
            state = CASE WHEN kind = 'webhook' THEN 'queued' ELSE 'unknown' END,
            settled_at = CASE WHEN kind = 'webhook' THEN NULL ELSE %s::timestamptz END,
            send_at = %s
        WHERE id IN (
            SELECT id FROM automation_dispatch WHERE state = 'handing' AND handed_at <= %s
            ORDER BY id FOR UPDATE SKIP LOCKED
        )
        """,
        [now, now, now - lease],
    )
    if count:
        logger.warning("automation: %d dispatches were being handed over when their worker died", count)
    return count


def remove_old(now: datetime, limit: int) -> int:
    """Delete one batch of dispatches that were settled before the retention, and return how many."""
    before = now - timedelta(days=get_settings().dispatch_days)
    return sql.execute(
        """
        DELETE FROM automation_dispatch WHERE id IN (
            SELECT id FROM automation_dispatch WHERE settled_at < %s ORDER BY settled_at LIMIT %s FOR UPDATE SKIP LOCKED
        )
        """,
        [before, limit],
    )
