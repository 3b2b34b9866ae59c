"""Why somebody may not enter a journey now: the answers entry.py gives by leaving people out, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from ..core import sql
from ..segments.compilation import matching
from .running import RunningJourney


class RefusalCode(StrEnum):
    CONTACT_MISSING = "contact_missing"
    ENTRY_CONDITION = "entry_condition"
    INSIDE_NOW = "inside_now"
    ENTERED_BEFORE = "entered_before"
    PAUSE_NOT_OVER = "pause_not_over"


@dataclass(frozen=True, slots=True)
class Refusal:
    """facts: entered_at and enrollment_id of the run in the way, until of a pause; moments are aware UTC."""

    code: RefusalCode
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return _TEXTS[self.code].format(**self.facts)


_TEXTS = {
    RefusalCode.CONTACT_MISSING: "There is no such contact; it may have been erased.",
    RefusalCode.ENTRY_CONDITION: "The entry condition of the journey does not hold for the contact.",
    RefusalCode.INSIDE_NOW: "The contact is inside since {entered_at:%Y-%m-%d %H:%M} UTC.",
    RefusalCode.ENTERED_BEFORE: "The contact entered at {entered_at:%Y-%m-%d %H:%M} UTC, and people enter once.",
    RefusalCode.PAUSE_NOT_OVER: "The contact entered at {entered_at:%Y-%m-%d %H:%M} UTC and may do so again from "
    "{until:%Y-%m-%d %H:%M} UTC on.",
}


def refusals_of(
    journey: RunningJourney, contact_ids: Sequence[int], key: str, now: datetime
) -> dict[int, list[Refusal]]:
    """Return what keeps each of these contacts from entering under a key; whoever may enter is missing.

    Two statements, however many contacts; one without an entry condition.
    """
    found: dict[int, list[Refusal]] = {}
    entry = journey.definition.entry
    for contact_id, entered_at, is_inside, run_id in _last_runs(journey.id, contact_ids, key):
        facts = {"entered_at": entered_at, "enrollment_id": run_id}
        if is_inside:
            found[contact_id] = [Refusal(RefusalCode.INSIDE_NOW, facts)]
        elif entry.rule != "again":
            found[contact_id] = [Refusal(RefusalCode.ENTERED_BEFORE, facts)]
        elif entry.pause is not None and entered_at + entry.pause > now:
            found[contact_id] = [Refusal(RefusalCode.PAUSE_NOT_OVER, facts | {"until": entered_at + entry.pause})]
    if entry.condition is not None:
        for contact_id in set(contact_ids) - matching(entry.condition, set(contact_ids), now):
            found.setdefault(contact_id, []).append(Refusal(RefusalCode.ENTRY_CONDITION))
    return found


def _last_runs(journey_id: int, contact_ids: Sequence[int], key: str) -> list[tuple[Any, ...]]:
    """Return (contact id, entered at, is inside, enrollment id) of the latest run of each, the active one first."""
    return sql.fetch_all(
        """
        SELECT DISTINCT ON (contact_id) contact_id, entered_at, is_active, id FROM automation_enrollment
        WHERE journey_id = %s AND contact_id = ANY(%s) AND key = %s
        ORDER BY contact_id, is_active DESC, round DESC
        """,
        [journey_id, list(contact_ids), key],
    )
