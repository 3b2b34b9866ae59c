"""Let people into a journey, as often as its entry rule allows. Two workers at once let a person in once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ..core import sql
from ..segments.compilation import matching
from .dates import SHOP_DATES
from .holdout import is_held_out
from .models import BEYOND_LAST_ID
from .running import RunningJourney, running_journeys
from .triggers import DateTrigger, Entry

_COLUMNS = {
    "journey_id": "bigint",
    "version_id": "bigint",
    "contact_id": "bigint",
    "key": "text",
    "round": "int",
    "is_active": "bool",
    "is_held_out": "bool",
    "entered_at": "timestamptz",
    "entered_by": "text",
    "event_id": "bigint",
    "step_id": "text",
    "visit": "int",
    "step_reached_at": "timestamptz",
    "wake_at": "timestamptz",
    "waiting_for": "text",
    "woken_by": "text",
    "attempts": "int",
    "problem": "text",
    "finish_reason": "text",
    "subject": "jsonb",
}


class Candidate(NamedTuple):
    """Somebody the trigger names; key tells runs apart, subject is what the run is about.

    event_id is what happened, by is who asked for it by hand ("staff:5"). The pause of an entry rule does not hold for
    somebody whose run ended just now so that it can begin anew.
    """

    contact_id: int
    key: str
    subject: dict[str, Any]
    event_id: int | None = None
    by: str = ""
    is_restart: bool = False


def enter(journey: RunningJourney, candidates: Sequence[Candidate], now: datetime) -> int:
    """Let in whoever may enter and return how many did. Must run in a transaction."""
    entry = journey.definition.entry
    if entry.condition is not None and candidates:
        allowed = matching(entry.condition, {c.contact_id for c in candidates}, now)
        candidates = [candidate for candidate in candidates if candidate.contact_id in allowed]
    if not candidates:
        return 0
    rounds = _next_rounds(journey, candidates, entry, now)
    shared = {
        "journey_id": journey.id,
        "version_id": journey.version_id,
        "is_active": True,
        "entered_at": now,
        "step_id": journey.definition.steps[0].id,
        "visit": 0,
        "step_reached_at": now,
        "wake_at": now,
        "waiting_for": "",
        "woken_by": "",
        "attempts": 0,
        "problem": "",
        "finish_reason": "",
    }
    rows = [
        (
            *(candidate.contact_id, candidate.key, rounds[(candidate.contact_id, candidate.key)]),
            *(is_held_out(journey.slug, candidate.contact_id, journey.holdout_percent), candidate.by),
            *(candidate.event_id, candidate.subject),
        )
        for candidate in candidates
        if (candidate.contact_id, candidate.key) in rounds
    ]
    # The unique constraint (one run per round) refuses what another worker just let in.
    return sql.insert_rows("automation_enrollment", _COLUMNS, rows, shared=shared, on_conflict="DO NOTHING")


def _next_rounds(
    journey: RunningJourney, candidates: Sequence[Candidate], entry: Entry, now: datetime
) -> dict[tuple[int, str], int]:
    """Return the number of the round each candidate may begin; whoever may not enter is missing."""
    wanted = {(candidate.contact_id, candidate.key) for candidate in candidates}
    if entry.rule != "again":
        return dict.fromkeys(wanted, 0)
    rows = sql.fetch_all(
        """
        SELECT contact_id, key, max(round), max(entered_at), bool_or(is_active) FROM automation_enrollment
        WHERE journey_id = %s AND contact_id = ANY(%s) GROUP BY contact_id, key
        """,
        [journey.id, [contact_id for contact_id, _ in wanted]],
    )
    rounds = dict.fromkeys(wanted, 0)
    anew = {(candidate.contact_id, candidate.key) for candidate in candidates if candidate.is_restart}
    for contact_id, key, last_round, last_entered_at, is_inside in rows:
        if (contact_id, key) not in rounds:
            continue
        is_too_soon = entry.pause is not None and last_entered_at + entry.pause > now
        if is_inside or (is_too_soon and (contact_id, key) not in anew):
            del rounds[(contact_id, key)]
        else:
            rounds[(contact_id, key)] = last_round + 1
    return rounds


def enter_by_date(now: datetime, limit: int) -> int:
    """Let in people whose date fell due since the last look, and return at how many it looked; 0 means all are done.

    Looks at no more than limit people of each journey, oldest date first. The scan row of each version is locked, so
    two passes look at different people, and its place moves in the same transaction: everybody is looked at once.
    Must run in a transaction.
    """
    return sum(
        _scan(journey, journey.definition.trigger, now, limit)
        for journey in running_journeys()
        if isinstance(journey.definition.trigger, DateTrigger)
    )


def _scan(journey: RunningJourney, trigger: DateTrigger, now: datetime, limit: int) -> int:
    locked = sql.fetch_all(
        """
        SELECT scanned_until, last_contact_id FROM automation_triggerscan WHERE version_id = %s FOR UPDATE SKIP LOCKED
        """,
        [journey.version_id],
    )
    if not locked or locked[0] >= (now, BEYOND_LAST_ID):
        return 0
    scanned_until, last_contact_id = locked[0]
    rows = _due(trigger, (scanned_until - trigger.after, last_contact_id), now - trigger.after, limit)
    is_keyed = journey.definition.entry.key == "date"
    dates = [(contact_id, moment.isoformat()) for contact_id, moment in rows]
    candidates = [Candidate(contact_id, date if is_keyed else "", {"date": date}) for contact_id, date in dates]
    enter(journey, candidates, now)
    is_all = len(rows) < limit
    place = (now, BEYOND_LAST_ID) if is_all else (rows[-1][1] + trigger.after, rows[-1][0])
    sql.execute(
        "UPDATE automation_triggerscan SET scanned_until = %s, last_contact_id = %s WHERE version_id = %s",
        [*place, journey.version_id],
    )
    return len(rows)


def _due(trigger: DateTrigger, begin: tuple[datetime, int], end: datetime, limit: int) -> list[tuple[int, datetime]]:
    """Return the ids and dates of people behind begin and up to end, oldest date first."""
    column = SHOP_DATES[trigger.field]
    return sql.fetch_all(
        f"""
        SELECT c.id, {column} FROM automation_contact c
        JOIN automation_contacttotals t ON t.contact_id = c.id
        WHERE {column} >= %s AND ({column}, c.id) > (%s, %s) AND {column} <= %s
        ORDER BY {column}, c.id LIMIT %s
        """,  # noqa: S608
        [begin[0], *begin, end, limit],
    )
