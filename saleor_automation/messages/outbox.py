"""The outbox: messages are rows first, handed over later, and settled with what became of them.

Sending is two commits with the transport between them. The first locks a group of due messages, reads the truth
about each, makes the mails and marks them `handing`; the second records the outcome. A worker that dies in
between leaves `handing`, which becomes `unknown` after a while and is never sent again by itself.
"""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import transaction

from ..contacts.consent import EMAIL
from ..core import sql
from ..core.garbage import without_collecting
from ..core.settled import read_once
from ..product_lists.resolution import TOO_FEW
from ..product_lists.shown import remember
from ..shop.configuration import ShopConfiguration
from . import ghosts
from .arbiter import Wait
from .making import MadeMail, make
from .models import MessageKind, MessageState, Template
from .outcomes import settle_patiently, settled_row, write_settled
from .pacing import BUSY_PAUSE
from .transports.base import Outcome, OutgoingMail, Transport
from .truth import DueMessage, read_facts

logger = logging.getLogger(__name__)

_END = {"state": "text", "reason": "text", "detail": "text", "settled_at": "timestamptz"}
"""What is written of a message that is given up before it is handed over."""


class NewMessage(NamedTuple):
    """A message to plan; see Message for the fields."""

    key: str
    contact_id: int
    enrollment_id: int | None
    journey_id: int | None
    step_id: str
    template: str
    context: dict[str, Any]
    truth: Sequence[str]
    planned_at: datetime
    expires_at: datetime | None
    kind: str = MessageKind.MARKETING
    is_held_out: bool = False


def queue(messages: Sequence[NewMessage]) -> int:
    """Plan messages and return how many were new; one planned before under the same key is left as it is.

    Raises Template.DoesNotExist for an unknown template: publishing a journey checks that there is one.
    """
    slugs = {message.template for message in messages}
    templates = _numbers_of(frozenset(slugs))
    for slug in sorted(slugs - set(templates)):
        raise Template.DoesNotExist(f"There is no template {slug!r}; create it or choose another.")
    return sql.insert_rows(
        "automation_message",
        {
            "key": "text",
            "contact_id": "bigint",
            "enrollment_id": "bigint",
            "journey_id": "bigint",
            "step_id": "text",
            "template_id": "bigint",
            "context": "jsonb",
            "truth": "jsonb",
            "planned_at": "timestamptz",
            "send_at": "timestamptz",
            "expires_at": "timestamptz",
            "kind": "text",
            "is_held_out": "bool",
            "transport": "text",
            "state": "text",
            "reason": "text",
            "detail": "text",
            "attempts": "int",
            "template_revision": "int",
            "subject": "text",
            "language_code": "text",
        },
        [
            (
                m.key,
                m.contact_id,
                m.enrollment_id,
                m.journey_id,
                m.step_id,
                templates[m.template],
                m.context,
                list(m.truth),
                m.planned_at,
                m.planned_at,
                m.expires_at,
                m.kind,
                m.is_held_out,
            )
            for m in messages
        ],
        shared={
            "transport": EMAIL,
            "state": MessageState.QUEUED,
            "reason": "",
            "detail": "",
            "attempts": 0,
            "template_revision": 0,
            "subject": "",
            "language_code": "",
        },
        on_conflict="(key) DO NOTHING",
    )


@read_once
def _numbers_of(templates: frozenset[str]) -> dict[str, int]:
    return dict(Template.objects.filter(slug__in=templates).values_list("slug", "pk"))


def withdraw(enrollment_ids: Sequence[int], reason: str, now: datetime) -> None:
    """Take back what these runs have queued; it stays visible as skipped.

    What is being handed over cannot be taken back, but keeps the reason: if it comes back it is not tried again.
    """
    _withdraw("enrollment_id = ANY(%s)", list(enrollment_ids), reason, now)


def withdraw_from_contact(contact_id: int, reason: str, now: datetime) -> None:
    """Take back everything that is queued for a person; see withdraw."""
    _withdraw("contact_id = %s", contact_id, reason, now)


def _withdraw(whose: str, who: Any, reason: str, now: datetime) -> None:
    sql.execute(
        f"""
        UPDATE automation_message SET reason = %s,
            settled_at = CASE WHEN state = 'queued' THEN %s ELSE settled_at END,
            state = CASE WHEN state = 'queued' THEN 'skipped' ELSE state END
        WHERE {whose} AND state IN ('queued', 'handing')
        """,  # noqa: S608
        [reason, now, who],
    )


def deliver_group(
    transport: Transport,
    configuration: ShopConfiguration,
    now: datetime,
    clock: Callable[[], datetime],
) -> int:
    """Deliver one group of due messages and return how many were taken from the queue.

    now decides what is due; clock tells when the transport was done.
    """
    due, mails = _decide_group(transport.group_size, configuration, now)
    if mails:
        outgoing = [OutgoingMail(m.message_id, m.sender, m.recipient, m.mime) for m in mails]
        settle_patiently(transport.deliver(outgoing), clock())
    return len(due)


@without_collecting
def _decide_group(
    size: int, configuration: ShopConfiguration, now: datetime
) -> tuple[list[DueMessage], list[MadeMail]]:
    """Claim a group and return it with the mails to hand over. If it fails as a whole, each is decided alone."""
    due: list[DueMessage] = []
    try:
        with transaction.atomic():
            due = _claim(now, size)
            return due, _decide(due, configuration, now)
    except Exception:
        logger.exception("automation: a group of %d messages failed, trying one by one", len(due))
    return due, [mail for message in due for mail in _decide_alone(message.id, configuration, now)]


def _decide_alone(message_id: int, configuration: ShopConfiguration, now: datetime) -> list[MadeMail]:
    try:
        with transaction.atomic():
            return _decide(_claim(now, 1, message_id), configuration, now)
    except Exception as error:
        logger.exception("automation: message %d failed", message_id)
        problem = Outcome(message_id, "deferred", "not_made", f"{type(error).__name__}: {error}")
    with transaction.atomic():
        write_settled([settled_row(problem, m.attempts + 1, now) for m in _claim(now, 1, message_id)], "queued")
    return []


def count_due(now: datetime, most: int) -> int:
    """Return the number of queued messages that are due, counted no further than most."""
    due = "SELECT 1 FROM automation_message WHERE state = 'queued' AND send_at <= %s LIMIT %s"
    return int(sql.fetch_all(f"SELECT count(*) FROM ({due}) AS due", [now, most])[0][0])  # noqa: S608


def _claim(now: datetime, limit: int, message_id: int | None = None) -> list[DueMessage]:
    rows = sql.fetch_all(
        f"""
        SELECT id, key, contact_id, enrollment_id, journey_id, template_id, context::text, truth::text,
               planned_at, expires_at, attempts, kind, is_held_out
        FROM automation_message WHERE state = 'queued' AND send_at <= %s {"AND id = %s" if message_id else ""}
        ORDER BY send_at, id LIMIT %s FOR UPDATE SKIP LOCKED
        """,  # noqa: S608
        [now, *([message_id] if message_id else []), limit],
    )
    contexts = sql.read_json([row[6] for row in rows])
    return [
        DueMessage._make((*row[:6], context, _truth(row[7]), *row[8:]))
        for row, context in zip(rows, contexts, strict=True)
    ]


@lru_cache(maxsize=64)
def _truth(text: str) -> tuple[str, ...]:
    """The messages of a group mostly demand the same."""
    return tuple(json.loads(text))


def _decide(due: Sequence[DueMessage], configuration: ShopConfiguration, now: datetime) -> list[MadeMail]:
    """Judge and make the mails of a locked group, and write down what is decided for each."""
    if not due:
        return []
    facts = read_facts(due, configuration, now)
    allowed = [message for message in due if facts.may_go(message) and not message.is_held_out]
    withheld = ghosts.ended(due, facts, configuration, now)
    _hold([(message, facts.waits[message.id]) for message in due if message.id in facts.waits], now)
    made, failures, left_out = make(allowed, facts, configuration, now)
    refused: list[tuple[Any, ...]] = [
        (m.id, *_refused_state(facts.verdicts[m.id]), "", now) for m in due if facts.verdicts[m.id]
    ]
    failed: list[tuple[Any, ...]] = [
        (message_id, MessageState.FAILED, "render_error", text, now) for message_id, text in failures.items()
    ]
    short = [(message_id, MessageState.SKIPPED, TOO_FEW, text, now) for message_id, text in left_out.items()]
    sql.update_rows("automation_message", ("id", "bigint"), _END, refused + failed + short + withheld)
    sql.update_rows(
        "automation_message",
        ("id", "bigint"),
        {
            "state": "text",
            "reason": "text",
            "handed_at": "timestamptz",
            "subject": "text",
            "language_code": "text",
            "template_revision": "int",
        },
        [(m.message_id, MessageState.HANDING, "", now, m.subject, m.language_code, m.revision) for m in made],
    )
    # only a mail that lacks a block, or did when it was last made, has anything to note
    sql.update_rows(
        "automation_message", ("id", "bigint"), {"notes": "jsonb"}, [(m.message_id, m.notes) for m in made if m.notes]
    )
    remember([showing for mail in made for showing in mail.showings], now)
    return made


def _hold(waits: Sequence[tuple[DueMessage, Wait | None]], now: datetime) -> None:
    """Plan messages anew that may not go now; one that would come too late then is given up at once.

    Without a wait, somebody else is writing to the person at this moment.
    """
    held, late = [], []
    for message, wait in waits:
        until, reason = (now + BUSY_PAUSE, "") if wait is None else (wait.until, str(wait.reason))
        if message.expires_at is not None and message.expires_at <= until:
            late.append((message.id, MessageState.EXPIRED, "expired", reason, now))
        else:
            held.append((message.id, until, reason))
    sql.update_rows("automation_message", ("id", "bigint"), {"send_at": "timestamptz", "reason": "text"}, held)
    sql.update_rows("automation_message", ("id", "bigint"), _END, late)


def _refused_state(reason: str) -> tuple[str, str]:
    return (MessageState.EXPIRED if reason == "expired" else MessageState.SKIPPED), reason
