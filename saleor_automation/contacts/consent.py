"""May we write to this person? Asked at send, and answered no whenever it is not certain."""

import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings

from ..core import sql
from ..events.kinds import EventKind
from ..events.log import NewEvent, record
from .models import ConsentState
from .touched import touch

EMAIL = "email"
SOFT_OPT_IN = "soft_opt_in"


@dataclass(frozen=True, slots=True)
class ConsentChange:
    """What a person said, where and when; proof keeps the words they agreed to.

    is_explicit says that it was the person's own act: only that brings somebody back who had left.
    """

    contact_id: int
    state: ConsentState
    source: str
    changed_at: datetime
    transport: str = EMAIL
    proof: dict[str, Any] | None = None
    is_explicit: bool = False


_ALWAYS: dict[ConsentState, set[ConsentState]] = {
    ConsentState.NONE: {*ConsentState} - {ConsentState.NONE},
    ConsentState.PENDING: {
        *(ConsentState.SUBSCRIBED, ConsentState.UNSUBSCRIBED, ConsentState.BOUNCED, ConsentState.COMPLAINED)
    },
    ConsentState.SUBSCRIBED: {ConsentState.UNSUBSCRIBED, ConsentState.BOUNCED, ConsentState.COMPLAINED},
    ConsentState.UNSUBSCRIBED: {ConsentState.BOUNCED, ConsentState.COMPLAINED},
    ConsentState.BOUNCED: {ConsentState.UNSUBSCRIBED, ConsentState.COMPLAINED},
    ConsentState.COMPLAINED: set(),
}
_BY_THE_PERSON: dict[ConsentState, set[ConsentState]] = {
    ConsentState.UNSUBSCRIBED: {ConsentState.PENDING, ConsentState.SUBSCRIBED},
    ConsentState.BOUNCED: {ConsentState.PENDING, ConsentState.SUBSCRIBED},
    # Whoever called a message spam has to ask, and to confirm that it was them.
    ConsentState.COMPLAINED: {ConsentState.PENDING},
}


def may_change(before: ConsentState, after: ConsentState, *, is_explicit: bool) -> bool:
    """Tell whether a newer word may take the place of an older one. Doubt is decided against writing to people."""
    return after in _ALWAYS[before] or (is_explicit and after in _BY_THE_PERSON.get(before, set()))


def allowed_changes(*, is_explicit: bool) -> str:
    """Return the pairs (before, after) of may_change as an SQL list, for statements over many rows."""
    pairs = [
        f"('{before.value}', '{after.value}')"
        for before in ConsentState
        for after in ConsentState
        if may_change(before, after, is_explicit=is_explicit)
    ]
    return f"({', '.join(pairs)})"


def change_consent(changes: Sequence[ConsentChange], now: datetime) -> int:
    """Write the newest word of each person and record it as an event; returns how many rows changed.

    An older word never overwrites a newer one, saying the same again changes nothing, and a change that may_change
    forbids is left out. Every change is kept in the person's history as well.
    """
    return sum(_change([c for c in changes if c.is_explicit is explicit], explicit, now) for explicit in (False, True))


def _change(changes: Sequence[ConsentChange], is_explicit: bool, now: datetime) -> int:
    in_order = sorted(changes, key=lambda change: change.changed_at)
    newest = {(change.contact_id, change.transport): change for change in in_order}
    rows = sql.insert_returning(
        "automation_consent AS t",
        {
            "contact_id": "bigint",
            "transport": "text",
            "state": "text",
            "source": "text",
            "changed_at": "timestamptz",
            "proof": "jsonb",
        },
        [
            (c.contact_id, c.transport, str(c.state), c.source, c.changed_at, c.proof or {})
            for c in (newest[key] for key in sorted(newest))
        ],
        on_conflict=f"""(contact_id, transport) DO UPDATE
            SET state = EXCLUDED.state, source = EXCLUDED.source,
                changed_at = EXCLUDED.changed_at, proof = EXCLUDED.proof
            WHERE (t.state, EXCLUDED.state) IN {allowed_changes(is_explicit=is_explicit)}
              AND t.changed_at <= EXCLUDED.changed_at""",  # noqa: S608
        returning="contact_id, transport",
    )
    changed = [newest[(row[0], row[1])] for row in rows]
    keep_words(
        [(c.contact_id, c.transport, None, str(c.state), c.source, c.changed_at, c.proof or {}) for c in changed]
    )
    record([_event(change) for change in changed], now)
    touch([change.contact_id for change in changed], now)
    return len(changed)


def keep_words(words: Iterable[tuple[int, str, int | None, str, str, datetime, dict[str, Any]]]) -> None:
    """Add words to the history of consent: (contact, transport, list or None, state, source, when, proof)."""
    sql.insert_rows(
        "automation_consentrecord",
        {
            "contact_id": "bigint",
            "transport": "text",
            "list_id": "bigint",
            "state": "text",
            "source": "text",
            "changed_at": "timestamptz",
            "proof": "jsonb",
        },
        words,
    )


def refusals(contact_ids: Collection[int], transport: str, customer_consent: str) -> dict[int, str]:
    """Return, for each contact that must not be written to, the reason; whoever is missing may be written to.

    customer_consent is the shop's rule for customers who never said anything: with soft_opt_in one who has
    ordered may be written to until they say no. One statement, plus one for suppressed addresses.
    """
    if not contact_ids:
        return {}
    words = sql.fetch_all(
        f"SELECT c.id, c.email, {LAST_WORD} FROM automation_contact c {WITH_LAST_WORD} WHERE c.id = ANY(%s)",  # noqa: S608
        [transport, list(contact_ids)],
    )
    refused = refusals_of(words, customer_consent)
    erased = set(contact_ids) - {word[0] for word in words}
    return refused | dict.fromkeys(erased, "contact_erased")


LAST_WORD = "s.state, COALESCE(t.orders_count, 0)"
WITH_LAST_WORD = """
    LEFT JOIN automation_consent s ON s.contact_id = c.id AND s.transport = %s
    LEFT JOIN automation_contacttotals t ON t.contact_id = c.id
"""
"""For statements that read contacts (c) anyway, and whose rows refusals_of is then asked about."""


def refusals_of(words: Iterable[tuple[Any, ...]], customer_consent: str) -> dict[int, str]:
    """Return the refusals of contacts of whom was read: id, address and LAST_WORD. One statement."""
    words = list(words)
    suppressed = _suppressed([email for _, email, _, _ in words])
    refused = {}
    for contact_id, email, state, orders_count in words:
        reason = "suppressed" if email in suppressed else _refusal(state, orders_count, customer_consent)
        if reason:
            refused[contact_id] = reason
    return refused


def _refusal(state: str | None, orders_count: int, customer_consent: str) -> str:
    if state == ConsentState.SUBSCRIBED:
        return ""
    if state in (None, ConsentState.NONE):
        may_write = customer_consent == SOFT_OPT_IN and orders_count > 0
        return "" if may_write else "no_consent"
    return {ConsentState.PENDING: "no_consent", ConsentState.UNSUBSCRIBED: "unsubscribed"}.get(
        ConsentState(state), "suppressed"
    )


def pending_contacts(contact_ids: Collection[int]) -> set[int]:
    """Return who of these people has something left to confirm."""
    rows = sql.fetch_all(
        """
        SELECT contact_id FROM automation_listsubscription WHERE contact_id = ANY(%s) AND state = 'pending'
        UNION SELECT contact_id FROM automation_consent WHERE contact_id = ANY(%s) AND state = 'pending'
        """,
        [list(contact_ids), list(contact_ids)],
    )
    return {row[0] for row in rows}


def subscribed_contacts(contact_ids: Collection[int]) -> set[int]:
    """Return who of these people has agreed to be written to by mail."""
    rows = sql.fetch_all(
        "SELECT contact_id FROM automation_consent WHERE contact_id = ANY(%s) AND transport = %s AND state = %s",
        [list(contact_ids), EMAIL, str(ConsentState.SUBSCRIBED)],
    )
    return {row[0] for row in rows}


def address_hash(email: str) -> str:
    """Return the keyed hash under which an address is suppressed; without the shop's key it says nothing."""
    return _address_hashes([email])[0]


def _address_hashes(emails: Iterable[str]) -> list[str]:
    key = _suppression_key(str(settings.SECRET_KEY))
    return [hmac.digest(key, email.lower().encode(), "sha256").hex() for email in emails]


@lru_cache(maxsize=4)
def _suppression_key(secret_key: str) -> bytes:
    return hmac.digest(secret_key.encode(), b"saleor_automation.suppression", "sha256")


def suppress(email: str, reason: str, now: datetime) -> None:
    """Never write to this address again, whatever consent says later; reason is bounced, complained or unsubscribed.

    What is known already stays, but a complaint takes the place of anything else.
    """
    sql.insert_rows(
        "automation_suppression AS t",
        {"address_hash": "text", "reason": "text", "created_at": "timestamptz"},
        [(address_hash(email), reason, now)],
        on_conflict="""(address_hash) DO UPDATE SET reason = EXCLUDED.reason, created_at = EXCLUDED.created_at
            WHERE EXCLUDED.reason = 'complained' AND t.reason <> 'complained'""",
    )


def lift_suppression(email: str, reasons: Collection[str]) -> bool:
    """Allow an address again that was suppressed for one of these reasons; returns whether it was."""
    return bool(
        sql.execute(
            "DELETE FROM automation_suppression WHERE address_hash = %s AND reason = ANY(%s)",
            [address_hash(email), list(reasons)],
        )
    )


def _suppressed(emails: Sequence[str]) -> set[str]:
    hashes = dict(zip(_address_hashes(emails), emails, strict=True))
    rows = sql.fetch_all("SELECT address_hash FROM automation_suppression WHERE address_hash = ANY(%s)", [list(hashes)])
    return {hashes[row[0]] for row in rows}


_KINDS = {
    ConsentState.PENDING: EventKind.CONFIRMATION_REQUESTED,
    ConsentState.SUBSCRIBED: EventKind.SUBSCRIBED,
    ConsentState.BOUNCED: EventKind.ADDRESS_BOUNCED,
    ConsentState.COMPLAINED: EventKind.ADDRESS_COMPLAINED,
}


def _event(change: ConsentChange) -> NewEvent:
    return NewEvent(
        kind=_KINDS.get(change.state, EventKind.UNSUBSCRIBED),
        key=f"consent:{change.contact_id}:{change.transport}:{change.state}",
        occurred_at=change.changed_at,
        contact_id=change.contact_id,
        data={"transport": change.transport, "state": str(change.state), "source": change.source},
    )
