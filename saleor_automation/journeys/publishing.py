"""Switch journeys on and off. Publishing freezes the draft as a new version; people inside stay on theirs."""

from datetime import datetime

from django.db import transaction

from ..core import sql
from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from ..messages.outbox import withdraw
from .checking import every_problem
from .chores import count_audience
from .definition import parse_definition
from .drafting import refuse_stale
from .lock_objects import write_finished
from .models import BEYOND_LAST_ID, Journey, JourneyChore, JourneyStatus, JourneyVersion, TriggerScan
from .triggers import CLOCKED

ARCHIVED = "journey_archived"


@transaction.atomic
def publish(journey_id: int, now: datetime, *, revision: int | None = None, source: str = "") -> Journey:
    """Freeze the draft as the next version and let people in from now on.

    revision is that of the draft the caller has seen; without one the draft is published as it is.
    Raises NotFound, Conflict for an archived journey or a draft that somebody has changed since, InvalidDefinition with
    every problem and its step.
    """
    journey = _lock(journey_id)
    _refuse_archived(journey, "publish")
    refuse_stale(journey, revision)
    problems = every_problem([journey.draft], today=now.date())[0]
    if problems:
        raise InvalidDefinition(f"Journey '{journey.slug}'", problems)
    definition = parse_definition(journey.draft, f"Journey '{journey.slug}'")
    previous = journey.version
    number = (previous.number if previous else 0) + 1
    journey.version = JourneyVersion.objects.create(
        journey=journey,
        number=number,
        definition=definition.model_dump(mode="json", by_alias=True),
        published_at=now,
        published_by=source,
    )
    is_going_on = journey.status == JourneyStatus.ACTIVE
    if isinstance(definition.trigger, CLOCKED):
        # A date that falls due while a version takes over from another must not fall between the two.
        scan = TriggerScan.objects.filter(version=previous).first() if is_going_on else None
        place = {"scanned_until": scan.scanned_until, "last_contact_id": scan.last_contact_id} if scan else {}
        TriggerScan.objects.create(version=journey.version, **{"scanned_until": now, **place})
    if not is_going_on:
        journey.activated_at = now
        _wake_held(journey, now)
    journey.status = JourneyStatus.ACTIVE
    journey.updated_at = now
    journey.save()
    if definition.entry.backfill is not None:
        JourneyChore.objects.create(
            journey=journey,
            version=journey.version,
            kind=JourneyChore.Kind.BACKFILL,
            total_count=count_audience(definition, now),
            created_at=now,
        )
    return journey


@transaction.atomic
def pause(journey_id: int, now: datetime) -> Journey:
    """Let nobody in and move nobody on until the journey is resumed; waits go on counting.

    Raises NotFound, Conflict if the journey is not active.
    """
    journey = _lock(journey_id)
    if journey.status != JourneyStatus.ACTIVE:
        raise Conflict(f"Journey '{journey.slug}' is {journey.status}; only an active journey can be paused.")
    return _set_status(journey, JourneyStatus.PAUSED, now)


@transaction.atomic
def resume(journey_id: int, now: datetime) -> Journey:
    """Go on after a pause. People held in the meantime are due at once; what happened meanwhile lets nobody in.

    Raises NotFound, Conflict if the journey is not paused.
    """
    journey = _lock(journey_id)
    if journey.status != JourneyStatus.PAUSED:
        raise Conflict(f"Journey '{journey.slug}' is {journey.status}; only a paused journey can be resumed.")
    journey.activated_at = now
    _wake_held(journey, now)
    TriggerScan.objects.filter(version=journey.version).update(scanned_until=now, last_contact_id=BEYOND_LAST_ID)
    return _set_status(journey, JourneyStatus.ACTIVE, now)


@transaction.atomic
def archive(journey_id: int, now: datetime) -> Journey:
    """End the journey for everybody inside, take back what is still queued, and keep it for reading only.

    Raises NotFound, Conflict if it is archived already.
    """
    journey = _lock(journey_id)
    _refuse_archived(journey, "archive")
    rows = sql.fetch_all(
        "SELECT id FROM automation_enrollment WHERE journey_id = %s AND is_active ORDER BY id FOR UPDATE",
        [journey.pk],
    )
    write_finished([(row[0], ARCHIVED) for row in rows], now)
    withdraw([row[0] for row in rows], ARCHIVED, now)
    return _set_status(journey, JourneyStatus.ARCHIVED, now)


def _wake_held(journey: Journey, now: datetime) -> None:
    """Make due whoever came up while the journey was paused; each step looks at its own clock again."""
    sql.execute(
        "UPDATE automation_enrollment SET wake_at = %s WHERE journey_id = %s AND is_active AND wake_at IS NULL",
        [now, journey.pk],
    )


def _lock(journey_id: int) -> Journey:
    journey = Journey.objects.select_for_update(of=("self",)).select_related("version").filter(pk=journey_id).first()
    if journey is None:
        raise NotFound(f"There is no journey with the id {journey_id}.")
    return journey


def _refuse_archived(journey: Journey, verb: str) -> None:
    if journey.status == JourneyStatus.ARCHIVED:
        raise Conflict(f"Journey '{journey.slug}' is archived; import its recipe again to {verb} a new one.")


def _set_status(journey: Journey, status: JourneyStatus, now: datetime) -> Journey:
    journey.status, journey.updated_at = status, now
    journey.save()
    return journey
