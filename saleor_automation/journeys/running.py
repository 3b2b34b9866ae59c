"""The journeys that are switched on, with their definitions, as the pass needs them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from ..core import sql
from .definition import Definition, published_definition
from .models import JourneyStatus


@dataclass(frozen=True, slots=True)
class RunningJourney:
    """An active journey and its newest version; only what happens from activated_at on concerns it."""

    id: int
    slug: str
    version_id: int
    activated_at: datetime
    holdout_percent: int
    definition: Definition


@dataclass(frozen=True, slots=True)
class _Settled:
    running: list[RunningJourney]
    definitions: dict[int, Definition]


_settled: ContextVar[_Settled | None] = ContextVar("settled_journeys", default=None)


@contextmanager
def settled_journeys() -> Iterator[None]:
    """Let the journeys stay what they are now inside the block: in a simulation nobody publishes or pauses any."""
    token = _settled.set(_Settled(running_journeys(), definitions_in_use()))
    try:
        yield
    finally:
        _settled.reset(token)


def running_journeys() -> list[RunningJourney]:
    """Return every active journey; one statement, definitions parsed once per process."""
    if (settled := _settled.get()) is not None:
        return settled.running
    rows = sql.fetch_all(
        """
        SELECT j.id, j.slug, v.id, j.activated_at, j.holdout_percent, v.definition::text
        FROM automation_journey j JOIN automation_journeyversion v ON v.id = j.version_id
        WHERE j.status = %s ORDER BY j.id
        """,
        [JourneyStatus.ACTIVE],
    )
    return [RunningJourney(*[*row[:5], published_definition(row[2], row[5])]) for row in rows]


def definitions_in_use() -> dict[int, Definition]:
    """Return the definition of every version that may have people inside: those of journeys not archived."""
    if (settled := _settled.get()) is not None:
        return settled.definitions
    rows = sql.fetch_all(
        """
        SELECT v.id, v.definition::text
        FROM automation_journeyversion v JOIN automation_journey j ON j.id = v.journey_id
        WHERE j.status IN (%s, %s)
        """,
        [JourneyStatus.ACTIVE, JourneyStatus.PAUSED],
    )
    return {row[0]: published_definition(*row) for row in rows}


def slugs_of(journey_ids: Collection[int]) -> dict[int, str]:
    """Return the slugs of journeys, whatever their state."""
    return dict(sql.fetch_all("SELECT id, slug FROM automation_journey WHERE id = ANY(%s)", [sorted(journey_ids)]))
