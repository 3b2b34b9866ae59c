"""May we write to this person? Asked at send, and answered no whenever it is not certain."""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings

from ..core import sql
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .models import ConsentState

EMAIL = "email"
SOFT_OPT_IN = "soft_opt_in"


@dataclass(frozen=True, slots=True)
class ConsentChange:
    """What a person said, where and when; proof keeps the words they agreed to."""

    contact_id: int
    state: ConsentState
    source: str
    changed_at: datetime
    transport: str = EMAIL
    proof: dict[str, Any] | None = None


def change_consent(changes: Sequence[ConsentChange], now: datetime) -> int:
    """Write the newest word of each person and record it as an event; returns how many rows changed.

    An older word never overwrites a newer one, and saying the same again changes nothing.
    """
    newest = {(change.contact_id, change.transport): change for change in changes}
    ordered = [newest[key] for key in sorted(newest)]
    changed = sql.insert_rows(
        "automation_consent AS t",
        {
            "contact_id": "bigint",
            "transport": "text",
            "state": "text",
            "source": "text",
            "changed_at": "timestamptz",
            "proof": "jsonb",
        },
        [(c.contact_id, c.transport, str(c.state), c.source, c.changed_at, c.proof or {}) for c in ordered],
        on_conflict="""(contact_id, transport) DO UPDATE
            SET state = EXCLUDED.state, source = EXCLUDED.source,
                changed_at = EXCLUDED.changed_at, proof = EXCLUDED.proof
            WHERE t.state <> EXCLUDED.state AND t.changed_at <= EXCLUDED.changed_at""",
        returning="contact_id, transport",
    )
    record([_event(newest[(row[0], row[1])]) for row in changed], now)
    return len(changed)


def refusals(contact_ids: Collection[int], transport: str, customer_consent: str) -> dict[int, str]:
    """Return, for each contact that must not be written to, the reason; whoever is missing may be written to.

    customer_consent is the shop's rule for customers who never said anything: with soft_opt_in one who has
    ordered may be written to until they say no. One statement, plus one for suppressed addresses.
    """
    if not contact_ids:
        return {}
    rows = sql.fetch_all(
        """
        SELECT c.id, c.email, s.state, COALESCE(t.orders_count, 0)
        FROM automation_contact c
        LEFT JOIN automation_consent s ON s.contact_id = c.id AND s.transport = %s
        LEFT JOIN automation_contacttotals t ON t.contact_id = c.id
        WHERE c.id = ANY(%s)
        """,
        [transport, list(contact_ids)],
    )
    suppressed = _suppressed([row[1] for row in rows])
    result = dict.fromkeys(contact_ids, "contact_erased")
    for contact_id, email, state, orders_count in rows:
        reason = _refusal(state, orders_count, customer_consent)
        if email in suppressed:
            reason = "suppressed"
        if reason:
            result[contact_id] = reason
        else:
            del result[contact_id]
    return result


def _refusal(state: str | None, orders_count: int, customer_consent: str) -> str:
    if state == ConsentState.SUBSCRIBED:
        return ""
    if state in (None, ConsentState.NONE):
        may_write = customer_consent == SOFT_OPT_IN and orders_count > 0
        return "" if may_write else "no_consent"
    return {ConsentState.PENDING: "no_consent", ConsentState.UNSUBSCRIBED: "unsubscribed"}.get(
        ConsentState(state), "suppressed"
    )


def address_hash(email: str) -> str:
    """Return the keyed hash under which an address is suppressed; without the shop's key it says nothing."""
    return hmac.digest(_suppression_key(str(settings.SECRET_KEY)), email.lower().encode(), "sha256").hex()


@lru_cache(maxsize=4)
def _suppression_key(secret_key: str) -> bytes:
    return hmac.digest(secret_key.encode(), b"saleor_automation.suppression", "sha256")


def suppress(email: str, reason: str, now: datetime) -> None:
    """Never write to this address again, whatever consent says later."""
    sql.insert_rows(
        "automation_suppression",
        {"address_hash": "text", "reason": "text", "created_at": "timestamptz"},
        [(address_hash(email), reason, now)],
        on_conflict="DO NOTHING",
    )


def _suppressed(emails: Sequence[str]) -> set[str]:
    hashes = {address_hash(email): email for email in emails}
    rows = sql.fetch_all("SELECT address_hash FROM automation_suppression WHERE address_hash = ANY(%s)", [list(hashes)])
    return {hashes[row[0]] for row in rows}


def _event(change: ConsentChange) -> NewEvent:
    kind = EventKind.SUBSCRIBED if change.state == ConsentState.SUBSCRIBED else EventKind.UNSUBSCRIBED
    return NewEvent(
        kind=kind,
        key=f"consent:{change.contact_id}:{change.transport}:{change.state}",
        occurred_at=change.changed_at,
        contact_id=change.contact_id,
        data={"transport": change.transport, "state": str(change.state), "source": change.source},
    )
