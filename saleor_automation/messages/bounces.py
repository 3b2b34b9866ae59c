"""Which refusals of a mail server mean that an address is dead, and which only that this mail was not wanted.

Source: RFC 3463 (enhanced status codes): 5.1.x speaks of the address, 5.2.1 of a mailbox switched off; 5.7.x is policy,
which the next mail may pass, and says nothing about the address.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from ..contacts.suppression import Undeliverable, note_undeliverable
from ..core import sql
from .transports.base import Outcome

_REFUSED_AT = "recipient_rejected"
_ENHANCED = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
_DEAD = {("1", "0"), ("1", "1"), ("1", "2"), ("1", "3"), ("1", "6"), ("1", "10"), ("2", "1")}
_PLAIN = re.compile(r"\b55[01]\b")
_WORDS = re.compile(r"unknown|no such|not exist|invalid|disabled|no mailbox|user not found", re.IGNORECASE)


def is_hard_bounce(outcome: Outcome) -> bool:
    """Tell whether the server said that there is nobody at this address.

    A server without enhanced codes has to say so in words: taking a full mailbox or a block for a dead address would
    lose a reader for good.
    """
    if outcome.state != "failed" or outcome.reason != _REFUSED_AT:
        return False
    found = _ENHANCED.search(outcome.detail)
    if found:
        return (found[1], found[2]) in _DEAD
    return bool(_PLAIN.search(outcome.detail) and _WORDS.search(outcome.detail))


def note_hard_bounces(outcomes: Sequence[Outcome], now: datetime) -> int:
    """Never write again to the addresses these outcomes call dead; returns how many they are. In a transaction."""
    ids = [outcome.message_id for outcome in outcomes if is_hard_bounce(outcome)]
    if not ids:
        return 0
    rows = sql.fetch_all(
        """
        SELECT c.email FROM automation_message m JOIN automation_contact c ON c.id = m.contact_id
        WHERE m.id = ANY(%s) ORDER BY c.id
        """,
        [ids],
    )
    return note_undeliverable([row[0] for row in rows], Undeliverable.BOUNCED, "mail_server", now)
