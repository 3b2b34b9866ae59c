"""What somebody asks of a simulation: the journey, the period, the seed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ..core import sql
from ..core.exceptions import InvalidDefinition
from ..journeys.checking import every_problem
from ..journeys.definition import Definition, parse_definition
from ..journeys.models import Journey
from ..shop.database import allow_writer

LONGEST = timedelta(days=732)
SHORTEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Options:
    """A simulation that can be run: everything in it has been checked.

    tick is how far apart the passes of the engine are; None chooses by the length of the period.
    """

    journey_id: int
    definition: dict[str, Any]
    since: datetime
    until: datetime
    seed: int = 1
    tick: timedelta | None = None
    holdout_percent: int | None = None
    notices: tuple[str, ...] = field(default=())


@allow_writer()
def check_options(
    journey: Journey,
    definition: Any,
    since: datetime,
    until: datetime,
    now: datetime,
    *,
    seed: int = 1,
    tick: timedelta | None = None,
    holdout_percent: int | None = None,
) -> Options:
    """Return what is to be run. Raises InvalidDefinition with every problem, those of the journey included."""
    subject = f"Simulation of '{journey.slug}'"
    problems = list(_problems_of_period(since, until, now))
    if not 0 <= seed < 2**31:
        problems.append(("seed", f"It is {seed}; use a whole number from 0 to {2**31 - 1}."))
    if problems:
        raise InvalidDefinition(subject, problems)
    parsed = checked_definition(journey, definition, now)
    return Options(
        journey_id=journey.pk,
        definition=parsed.model_dump(mode="json", by_alias=True),
        since=since,
        until=until,
        seed=seed,
        tick=tick,
        holdout_percent=holdout_percent,
        notices=tuple(_notices(since)),
    )


def checked_definition(journey: Journey, definition: Any, now: datetime) -> Definition:
    """Return a definition that could be published. Raises InvalidDefinition with what keeps it from being."""
    subject = f"Journey '{journey.slug}'"
    found = every_problem([definition], today=now.date())[0]
    if found:
        raise InvalidDefinition(subject, found)
    return parse_definition(definition, subject)


def _problems_of_period(since: datetime, until: datetime, now: datetime) -> list[tuple[str, str]]:
    if since.tzinfo is None or until.tzinfo is None:
        return [("since", "It has no time zone; end it with one, for instance '+01:00'.")]
    if until > now:
        return [("until", f"{until.isoformat()} has not been yet; only what has happened can be simulated.")]
    if until - since < SHORTEST:
        return [("until", f"It lies less than an hour behind since, {since.isoformat()}; choose a longer period.")]
    if until - since > LONGEST:
        days = (until - since).days
        return [("since", f"The period has {days} days; simulate at most {LONGEST.days} at once.")]
    return []


def _notices(since: datetime) -> list[str]:
    """Say where the period is longer than what is known."""
    first = sql.fetch_all("SELECT min(occurred_at) FROM automation_event")[0][0]
    if first is None:
        return ["The log is empty: nothing is known of what happened. Read the shop's history with automation_sync."]
    if first > since:
        return [f"The log begins at {first.isoformat()}; of what happened before nothing is known."]
    return []
