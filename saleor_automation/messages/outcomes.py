"""Write down what became of messages that were handed over: the second commit of sending."""

import logging
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from ..core import sql
from ..core.garbage import without_collecting
from ..core.settings import get_settings
from ..events.kinds import EventKind
from ..events.log import record_for_messages
from .bounces import note_hard_bounces
from .models import MessageState
from .transports.base import Outcome

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=6)

SETTLE_PAUSES_SECONDS = (0, 1, 2, 4, 8, 16)
"""How long to wait for a database that went away while mails were handed over: a restart takes seconds."""


def settle_patiently(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Settle, and try again while the database cannot be reached: what is known now is `unknown` once we give up.

    Settling twice does no harm, so it does not matter whether a commit that was not answered took place.
    """
    for pause_seconds in SETTLE_PAUSES_SECONDS:
        try:
            settle(outcomes, now)
            return
        except (OperationalError, InterfaceError):
            logger.exception("automation: %d outcomes could not be written, trying again", len(outcomes))
            connection.close()
            time.sleep(pause_seconds)
    settle(outcomes, now)


@without_collecting
def settle(outcomes: Sequence[Outcome], now: datetime) -> None:
    """Record what became of messages that were handed over.

    An outcome that arrives after its message was given up as unknown is still the better knowledge.
    """
    with transaction.atomic():
        _settle_delivered([outcome for outcome in outcomes if outcome.state == "delivered"], now)
        _settle_others([outcome for outcome in outcomes if outcome.state != "delivered"], now)


def _settle_delivered(outcomes: Sequence[Outcome], now: datetime) -> None:
    """The usual outcome: settled, and noted as an event of each reader, in one statement."""
    by_words: dict[tuple[str, str], list[int]] = defaultdict(list)
    for outcome in outcomes:
        by_words[(outcome.reason, outcome.detail)].append(outcome.message_id)
    for (reason, detail), ids in by_words.items():
        settling = """
            UPDATE automation_message
            SET state = 'delivered', reason = %s, detail = %s, settled_at = %s, send_at = %s, attempts = attempts + 1
            WHERE id = ANY(%s) AND state IN ('handing', 'unknown')
            RETURNING id, contact_id
            """
        change = (settling, [reason, detail, now, now, sorted(ids)])
        record_for_messages(EventKind.MESSAGE_SENT, "sent", change, now, now)


def _settle_others(outcomes: Sequence[Outcome], now: datetime) -> None:
    handed = _lock_handed([outcome.message_id for outcome in outcomes]) if outcomes else {}
    rows = []
    for outcome in outcomes:
        attempts, withdrawn_for = handed.get(outcome.message_id, (0, ""))
        rows.append(settled_row(outcome, attempts + 1, now, withdrawn_for))
    write_settled(rows, "handing", "unknown")
    note_hard_bounces(outcomes, now)


def _lock_handed(ids: list[int]) -> dict[int, tuple[int, str]]:
    """Return the attempts so far of each message, and why its run gave it up meanwhile, if it did."""
    rows = sql.fetch_all(
        """
        SELECT id, attempts, CASE WHEN state = 'handing' THEN reason ELSE '' END FROM automation_message
        WHERE id = ANY(%s) ORDER BY id FOR UPDATE
        """,
        [ids],
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def write_settled(rows: Sequence[tuple[Any, ...]], *from_states: str) -> None:
    """Write rows of settled_row over those messages that are still in one of these states."""
    states = ", ".join(f"'{state}'" for state in from_states)
    sql.update_rows(
        "automation_message",
        ("id", "bigint"),
        {
            "state": "text",
            "reason": "text",
            "detail": "text",
            "settled_at": "timestamptz",
            "send_at": "timestamptz",
            "attempts": "int",
        },
        rows,
        where=f"t.state IN ({states})",
    )


def settled_row(outcome: Outcome, attempts: int, now: datetime, withdrawn_for: str = "") -> tuple[Any, ...]:
    """Return what becomes of a message after so many attempts: over, or queued again after a growing pause."""
    head = (outcome.message_id,)
    if outcome.state != "deferred":
        return (*head, outcome.state, outcome.reason, outcome.detail, now, now, attempts)
    if withdrawn_for:
        return (*head, MessageState.SKIPPED, withdrawn_for, outcome.detail, now, now, attempts)
    if attempts >= get_settings().delivery_attempts:
        return (*head, MessageState.FAILED, "gave_up", outcome.detail, now, now, attempts)
    delay = min(LAST_RETRY, FIRST_RETRY * 3 ** min(attempts - 1, 8))
    return (*head, MessageState.QUEUED, outcome.reason, outcome.detail, None, now + delay, attempts)


def give_up_lost(now: datetime) -> int:
    """Mark messages whose worker never came back as unknown; returns how many."""
    lease = timedelta(seconds=get_settings().handing_lease_seconds)
    count = sql.execute(
        """
        UPDATE automation_message SET state = 'unknown', reason = 'worker_lost', settled_at = %s
        WHERE id IN (
            SELECT id FROM automation_message WHERE state = 'handing' AND handed_at <= %s
            ORDER BY id FOR UPDATE SKIP LOCKED
        )
        """,
        [now, now - lease],
    )
    if count:
        logger.warning("automation: %d messages were being handed over when their worker died", count)
    return count
