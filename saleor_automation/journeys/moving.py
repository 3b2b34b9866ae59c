"""Take the people inside older versions of a journey to the newest one, or end their runs; counted beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from ..core import sql
from ..core.exceptions import Conflict, InvalidDefinition, NotFound
from .complaints import place_of
from .definition import published_definition
from .models import JourneyChore, JourneyStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people stand at one step of one version now; to is the step a move takes them to."""

    version_number: int
    step_id: str
    count: int
    to: str = ""


def people_inside(journey_id: int) -> list[Standing]:
    """Return who is where, version by version; one statement."""
    return people_of_journeys([journey_id])[journey_id]


def people_of_journeys(journey_ids: Sequence[int], using: str = DEFAULT_DB_ALIAS) -> dict[int, list[Standing]]:
    """Return people_inside for many journeys; one statement."""
    found: dict[int, list[Standing]] = {journey_id: [] for journey_id in journey_ids}
    with connections[using].cursor() as cursor:
        cursor.execute(
            """
            SELECT e.journey_id, v.number, e.step_id, count(*) FROM automation_enrollment e
            JOIN automation_journeyversion v ON v.id = e.version_id
            WHERE e.journey_id = ANY(%s) AND e.is_active GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """,
            [list(journey_ids)],
        )
        for journey_id, *standing in cursor.fetchall():
            found[journey_id].append(Standing(*standing))
    return found


def plan_move(journey_id: int, steps: Mapping[str, str]) -> list[Standing]:
    """Return how many people of older versions would go where; nothing changes.

    steps maps steps of older versions to steps of the newest; a step that the newest has too needs no mention.
    Raises NotFound, Conflict if there is no version or the journey is archived, InvalidDefinition naming every step
    that leads nowhere.
    """
    _, version_id, number = _newest(journey_id)
    text = sql.fetch_all("SELECT definition::text FROM automation_journeyversion WHERE id = %s", [version_id])[0][0]
    known = published_definition(version_id, text).by_id
    problems = [
        (place_of(old), f"It is to lead to {new!r}, which is not a step of version {number}.")
        for old, new in steps.items()
        if new not in known
    ]
    standing = [each for each in people_inside(journey_id) if each.version_number != number]
    places = {each.step_id for each in standing}
    for step_id in sorted(places - set(steps) - set(known)):
        count = sum(each.count for each in standing if each.step_id == step_id)
        problems.append(
            (place_of(step_id), f"{count} people stand here and version {number} has no such step; say where they go.")
        )
    if problems:
        raise InvalidDefinition("Moving people", problems)
    return [
        Standing(each.version_number, each.step_id, each.count, steps.get(each.step_id, each.step_id))
        for each in standing
    ]


@transaction.atomic
def move_people(journey_id: int, steps: Mapping[str, str], now: datetime) -> JourneyChore:
    """Have the people of older versions moved to the newest one, by the next passes.

    Raises as plan_move, and Conflict while people of this journey are being moved or ended already.
    """
    _lock(journey_id)
    _, version_id, _ = _newest(journey_id)
    plan = plan_move(journey_id, steps)
    parameters = {"steps": {each.step_id: each.to for each in plan}}
    return _create(journey_id, version_id, JourneyChore.Kind.MOVE, parameters, plan, now)


def plan_end(journey_id: int) -> list[Standing]:
    """Return how many people of older versions would be ended; nothing changes. Raises NotFound, Conflict."""
    _, _, number = _newest(journey_id)
    return [each for each in people_inside(journey_id) if each.version_number != number]


@transaction.atomic
def end_people(journey_id: int, now: datetime) -> JourneyChore:
    """Have the runs of older versions ended, by the next passes. Raises NotFound, Conflict as move_people."""
    _lock(journey_id)
    _, version_id, _ = _newest(journey_id)
    return _create(journey_id, version_id, JourneyChore.Kind.END, {}, plan_end(journey_id), now)


def _lock(journey_id: int) -> None:
    """Hold the journey, so that of two people who ask at once the second one is refused."""
    sql.fetch_all("SELECT 1 FROM automation_journey WHERE id = %s FOR UPDATE", [journey_id])


def _create(
    journey_id: int,
    version_id: int,
    kind: JourneyChore.Kind,
    parameters: dict[str, dict[str, str]],
    plan: list[Standing],
    now: datetime,
) -> JourneyChore:
    if JourneyChore.objects.filter(journey_id=journey_id, finished_at=None).exclude(kind="backfill").exists():
        raise Conflict("People of this journey are being moved or ended already; wait until that is done.")
    return JourneyChore.objects.create(
        journey_id=journey_id,
        version_id=version_id,
        kind=kind,
        parameters=parameters,
        total_count=sum(each.count for each in plan),
        created_at=now,
    )


def _newest(journey_id: int) -> tuple[str, int, int]:
    """Return slug, id and number of the newest version. Raises NotFound, Conflict."""
    rows = sql.fetch_all(
        """
        SELECT j.slug, v.id, v.number, j.status FROM automation_journey j
        LEFT JOIN automation_journeyversion v ON v.id = j.version_id WHERE j.id = %s
        """,
        [journey_id],
    )
    if not rows:
        raise NotFound(f"There is no journey with the id {journey_id}.")
    slug, version_id, number, status = rows[0]
    if version_id is None or status == JourneyStatus.ARCHIVED:
        what = "has no version yet; publish it first" if version_id is None else "is archived; nobody is inside"
        raise Conflict(f"Journey '{slug}' {what}.")
    return slug, version_id, number
