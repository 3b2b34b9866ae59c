"""The mail that asks somebody to confirm a subscription: sent to people who have not agreed to anything yet."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from ..contacts.models import ContactList
from ..core import sql
from ..core.settings import get_settings
from .models import MessageKind
from .outbox import NewMessage, queue
from .system_templates import SUBSCRIPTION_CONFIRMATION, ensure_template
from .truth import Truth

RESEND_PAUSE = timedelta(minutes=10)
"""Somebody who asks again within this time has the mail already, or will have it in a minute."""


def ask_to_confirm(contact_id: int, lists: Sequence[ContactList], proof: dict[str, Any], now: datetime) -> bool:
    """Queue the mail, unless one was queued a moment ago or there were enough of them today; returns whether it was.

    proof is what becomes the proof of consent once the person has confirmed. Must run in a transaction.
    """
    if not _may_ask(contact_id, [each.pk for each in lists], now):
        return False
    ensure_template(SUBSCRIPTION_CONFIRMATION, now)
    return queue([_mail(contact_id, lists, proof, now)]) == 1


def ask_many_to_confirm(
    contact_ids: Collection[int], in_list: ContactList, proof: dict[str, Any], now: datetime
) -> int:
    """Queue the mail about one list for many people, as ask_to_confirm does for one; returns how many get it.

    Must run in a transaction. Five statements whatever the number of people.
    """
    if not contact_ids:
        return 0
    asked = dict(
        sql.fetch_all(
            """
            SELECT contact_id, count(*) FROM automation_message
            WHERE contact_id = ANY(%s) AND planned_at > %s AND key LIKE 'confirm:%%' GROUP BY 1
            """,
            [sorted(contact_ids), now - timedelta(days=1)],
        )
    )
    most = get_settings().confirmations_per_day
    ensure_template(SUBSCRIPTION_CONFIRMATION, now)
    wanted = [contact_id for contact_id in sorted(contact_ids) if asked.get(contact_id, 0) < most]
    return queue([_mail(contact_id, [in_list], proof, now) for contact_id in wanted])


def _mail(contact_id: int, lists: Sequence[ContactList], proof: dict[str, Any], now: datetime) -> NewMessage:
    until = now + timedelta(days=get_settings().confirmation_days)
    return NewMessage(
        key=f"confirm:{contact_id}:{now.isoformat()}",
        contact_id=contact_id,
        enrollment_id=None,
        journey_id=None,
        step_id="",
        template=SUBSCRIPTION_CONFIRMATION,
        context={
            "confirms": [each.pk for each in lists],
            "lists": ", ".join(each.name for each in lists),
            "until": until.isoformat(),
            "proof": proof,
        },
        truth=[Truth.CONFIRMATION],
        planned_at=now,
        expires_at=until,
        kind=MessageKind.TRANSACTIONAL,
    )


def _may_ask(contact_id: int, list_ids: list[int], now: datetime) -> bool:
    rows = sql.fetch_all(
        """
        SELECT planned_at, (context->'confirms')::text FROM automation_message
        WHERE contact_id = %s AND planned_at > %s AND key LIKE 'confirm:%%'
        """,
        [contact_id, now - timedelta(days=1)],
    )
    if len(rows) >= get_settings().confirmations_per_day:
        return False
    recent = [confirms for planned_at, confirms in rows if planned_at > now - RESEND_PAUSE]
    return sorted(list_ids) not in [sorted(json.loads(confirms)) for confirms in recent]
