"""Addresses that are never written to again: after a hard bounce, a complaint, or when staff say so."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from ..core import sql
from .consent import ConsentChange, change_consent, lift_suppression, suppress
from .models import ConsentState


class Undeliverable(StrEnum):
    """Why an address is suppressed, in the words of the consent its contact then has."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"


def note_undeliverable(emails: Sequence[str], reason: Undeliverable, source: str, now: datetime) -> int:
    """Suppress addresses, known or not, and write it down as the consent of their contacts; returns how many contacts.

    Doing it again changes nothing. Must run in a transaction.
    """
    stored = sorted({email.strip().lower() for email in emails})
    for email in stored:
        suppress(email, reason, now)
    rows = sql.fetch_all("SELECT id FROM automation_contact WHERE email = ANY(%s) ORDER BY id", [stored])
    state = ConsentState(reason)
    change_consent([ConsentChange(row[0], state, source[:64], now) for row in rows], now)
    return len(rows)


def allow_again(email: str) -> bool:
    """Take an address off the suppressed ones, whatever the reason; returns whether it was one.

    Consent stays as it is: the person has to agree once more before they are written to.
    """
    return lift_suppression(email.strip().lower(), list(Undeliverable))
