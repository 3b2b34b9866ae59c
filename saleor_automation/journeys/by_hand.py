"""What staff do with single people: let them in, let them go on before their wait is over, end their run.

Each deed is written down with who did it. The engine may hold the run at that moment: it is waited for shortly, and
then whoever asked is told to try again, instead of hanging in the request.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction

from ..contacts.known_again import lock_present
from ..core import sql
from ..core.exceptions import Conflict, NotFound, PermanentError
from .chores import ENDED_BY_STAFF
from .definition import Definition, published_definition
from .engine import COMPLETED
from .entry import Candidate, enter
from .entry_refusals import Refusal, RefusalCode, refusals_of
from .exits import end_runs
from .models import Enrollment, Journey, JourneyStatus
from .running import RunningJourney, running_journeys
from .triggers import Entry

PATIENCE_SECONDS = 3
"""How long a run that is being moved on is waited for; moving a whole batch takes less."""

MAX_KEY = 80
MAX_REASON = 200
START = "start_journey"


@dataclass(frozen=True, slots=True)
class Started:
    """enrollments are the runs that began, by contact; refused says of everybody else why none did."""

    enrollments: dict[int, int]
    refused: dict[int, Refusal]


@transaction.atomic
def start(journey_id: int, contact_ids: Sequence[int], now: datetime, *, key: str = "", source: str = "") -> Started:
    """Let contacts into a journey by hand, as far as its entry rule and entry condition let them.

    key is what the run is about where the journey enters once per checkout, order or product: its id. A constant number
    of statements. Raises NotFound, Conflict unless the journey is switched on, PermanentError for a key that does not
    fit.
    """
    journey = _running(journey_id)
    key, subject = _about(journey.definition.entry, key, journey.slug, now)
    present = lock_present(contact_ids)
    refused = {each: Refusal(RefusalCode.CONTACT_MISSING) for each in contact_ids if each not in present}
    wanted = sorted(set(present.values()))
    reasons = refusals_of(journey, wanted, key, now)
    enter(journey, [Candidate(each, key, subject, None, source) for each in wanted if each not in reasons], now)
    begun = _begun(journey_id, wanted, key, source, now)
    # Whoever could enter and did not was let in by another worker in the same moment.
    inside = {each: [Refusal(RefusalCode.INSIDE_NOW, {"entered_at": now})] for each in wanted if each not in begun}
    reasons = inside | {each: reasons[each] for each in reasons if each not in begun}
    return Started(
        {asked: begun[now_is] for asked, now_is in present.items() if now_is in begun},
        refused | {asked: reasons[now_is][0] for asked, now_is in present.items() if now_is not in begun},
    )


def _begun(journey_id: int, contact_ids: Sequence[int], key: str, source: str, now: datetime) -> dict[int, int]:
    return dict(
        sql.fetch_all(
            """
            SELECT contact_id, id FROM automation_enrollment
            WHERE contact_id = ANY(%s) AND journey_id = %s AND key = %s AND entered_at = %s AND entered_by = %s
            """,
            [list(contact_ids), journey_id, key, now, source],
        )
    )


def check_start(journey_id: int, key: str, now: datetime) -> None:
    """Raise what start would raise before it looks at anybody."""
    journey = _running(journey_id)
    _about(journey.definition.entry, key, journey.slug, now)


def _running(journey_id: int) -> RunningJourney:
    found = next((journey for journey in running_journeys() if journey.id == journey_id), None)
    if found is not None:
        return found
    journey = Journey.objects.filter(pk=journey_id).only("slug", "status").first()
    if journey is None:
        raise NotFound(f"There is no journey with the id {journey_id}.")
    remedy = {
        JourneyStatus.DRAFT: "was never published; publish it first",
        JourneyStatus.PAUSED: "is paused; resume it first",
    }.get(JourneyStatus(journey.status), "is archived; nobody can enter")
    raise Conflict(f"Journey '{journey.slug}' {remedy}.")


_ABOUT = {
    "category": ("category_id", int),
    "checkout": ("checkout_id", UUID),
    "order": ("order_id", UUID),
    "product": ("product_id", int),
}


def _about(entry: Entry, key: str, slug: str, now: datetime) -> tuple[str, dict[str, Any]]:
    """Return the key of the runs and what they are about. Raises PermanentError."""
    key = key.strip()
    if entry.key not in _ABOUT:
        if entry.key == "date":
            return _day(key, now)
        if key:
            raise PermanentError(f"People enter journey '{slug}' under no key; leave {key!r} out.")
        return "", {}
    name, kind = _ABOUT[entry.key]
    if not key:
        raise PermanentError(f"Journey '{slug}' is about one {entry.key} each; give the id of the {entry.key} as key.")
    try:
        value = kind(key)
    except ValueError:
        raise PermanentError(f"{key!r} is not the id of one {entry.key}; give the one the shop has.") from None
    return str(value)[:MAX_KEY], {name: value if isinstance(value, int) else str(value)}


def _day(key: str, now: datetime) -> tuple[str, dict[str, Any]]:
    try:
        day = date.fromisoformat(key) if key else now.date()
    except ValueError:
        raise PermanentError(f"{key!r} is no day; write it as 2026-03-31, or leave it out for today.") from None
    return day.isoformat(), {"date": day.isoformat()}


def end(enrollment_id: int, now: datetime, *, reason: str = "", source: str = "") -> Enrollment:
    """End one run and take back what it has queued and coupons nobody used.

    reason is a note for people; reports count the run as ended_by_staff. Raises NotFound, Conflict if the run has ended
    or is being moved on, PermanentError for a reason that is too long.
    """
    if len(reason) > MAX_REASON:
        raise PermanentError(f"The reason has {len(reason)} characters; use at most {MAX_REASON}.")
    with _not_in_vain(enrollment_id):
        run = _lock(enrollment_id)
        _note(run, "ended", now, {"by": source} | ({"note": reason} if reason else {}))
        end_runs([(run.pk, ENDED_BY_STAFF)], now)
    return Enrollment.objects.get(pk=enrollment_id)


def skip_wait(enrollment_id: int, now: datetime, *, source: str = "") -> Enrollment:
    """Let somebody go on from the wait they are in, as if its time were over.

    Raises NotFound, Conflict if the run has ended, is at no wait, or is being moved on.
    """
    with _not_in_vain(enrollment_id):
        run = _lock(enrollment_id)
        definition = _definition(run)
        step = definition.by_id[run.step_id]
        if not step.is_wait:
            raise Conflict(f"The contact is at step '{step.id}', which is no wait; there is nothing to skip.")
        until = run.wake_at.isoformat() if run.wake_at is not None else None
        _note(run, "skipped", now, {"by": source, "until": until})
        target = definition.next_of(step, step.past_wait() or None)
        if target is None:
            end_runs([(run.pk, COMPLETED)], now)
        else:
            run.step_id, run.visit = target, run.visit + 1
            run.step_reached_at = run.wake_at = now
            run.waiting_for, run.woken_by, run.attempts, run.problem = "", "", 0, ""
            run.save()
    return Enrollment.objects.get(pk=enrollment_id)


@contextmanager
def _not_in_vain(enrollment_id: int) -> Iterator[None]:
    """Hold everything that follows in one transaction, and wait for locks shortly. Raises Conflict."""
    try:
        with transaction.atomic():
            sql.execute(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'")
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != "55P03":
            raise
        raise Conflict(
            f"Run {enrollment_id} is being moved on at this moment; look where it is now and try again."
        ) from error


def _lock(enrollment_id: int) -> Enrollment:
    run = Enrollment.objects.select_for_update(of=("self",)).filter(pk=enrollment_id).first()
    if run is None:
        raise NotFound(f"There is no run with the id {enrollment_id}; its contact may have been erased.")
    if not run.is_active:
        raise Conflict(f"Run {enrollment_id} has ended already: {run.finish_reason}.")
    return run


def _definition(run: Enrollment) -> Definition:
    text = sql.fetch_all("SELECT definition::text FROM automation_journeyversion WHERE id = %s", [run.version_id])
    return published_definition(run.version_id, text[0][0])


def _note(run: Enrollment, outcome: str, now: datetime, facts: Mapping[str, Any]) -> None:
    """Write down how a step was left, in the place its own decision would have had."""
    sql.execute(
        """
        INSERT INTO automation_decision (enrollment_id, step_id, visit, number, outcome, reason, facts, decided_at)
        VALUES (%s, %s, %s, %s, %s, 'by hand', %s::jsonb, %s) ON CONFLICT (enrollment_id, number) DO NOTHING
        """,
        [run.pk, run.step_id, run.visit, 2 * run.visit + 1, outcome, json.dumps(dict(facts)), now],
    )


def _start_many(parameters: Mapping[str, Any], ids: Sequence[int], source: str, now: datetime) -> int:
    return len(start(parameters["journey_id"], ids, now, key=parameters.get("key", ""), source=source).enrollments)


DEEDS = {START: _start_many}
"""What of it can be done for a whole segment; see segments/bulk.py."""
