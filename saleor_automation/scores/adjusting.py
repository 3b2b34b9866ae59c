"""Move a lead score by hand, or by a step of a journey."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from ..contacts.lock_objects import lock_contacts
from ..core import sql
from ..core.exceptions import NotFound, PermanentError
from .ledger import ADJUSTMENT, Movement, move
from .models import Score

MOST_POINTS = 1_000_000
MAX_DAYS = 3650


@transaction.atomic
def adjust(
    score_slug: str,
    points_by_contact: Sequence[tuple[str, int, int]],
    reason: str,
    source: str,
    now: datetime,
    expires_after_days: int | None = None,
) -> dict[str, int]:
    """Move a score of contacts; each is (key, contact id, points). Returns what really moved, by key.

    A key the ledger has already moves nothing and is left out.
    Raises PermanentError for points, days or a reason out of bounds, NotFound for an unknown score or contact.
    """
    check_reason(reason)
    for _, _, points in points_by_contact:
        if not 1 <= abs(points) <= MOST_POINTS:
            raise PermanentError(f"A movement of {points} points; use 1 to {MOST_POINTS}, or as many below zero.")
    if expires_after_days is not None and not 1 <= expires_after_days <= MAX_DAYS:
        raise PermanentError(f"Points that are over after {expires_after_days} days; use 1 to {MAX_DAYS} days.")
    score_id = Score.objects.filter(slug=score_slug).values_list("pk", flat=True).first()
    if score_id is None:
        raise NotFound(f"There is no score {score_slug!r}; create it first.")
    contact_ids = {contact_id for _, contact_id, _ in points_by_contact}
    lock_contacts(contact_ids)
    found = sql.fetch_all("SELECT id FROM automation_contact WHERE id = ANY(%s)", [sorted(contact_ids)])
    missing = sorted(contact_ids - {row[0] for row in found})
    if missing:
        raise NotFound(f"There is no contact with the id {missing[0]}.")
    ends_at = None if expires_after_days is None else now + timedelta(days=expires_after_days)
    return move(
        [
            Movement(
                key=key,
                contact_id=contact_id,
                score_id=score_id,
                kind=ADJUSTMENT,
                points=points,
                occurred_at=now,
                reason=reason.strip(),
                source=source,
                expires_at=ends_at,
            )
            for key, contact_id, points in points_by_contact
        ],
        now,
    )


def check_reason(reason: str) -> None:
    """Raise PermanentError unless a reason says something in a line."""
    if not reason.strip() or len(reason) > 250:
        raise PermanentError("Say why the score changes, in 1 to 250 characters.")
