"""Simulations as rows: asked for, taken by one worker, watched, stopped, found dead, forgotten.

A simulation is never taken up again by itself: a worker that died of it would die again. Its row becomes `interrupted`,
and whoever wants it asks once more.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ..core import sql
from ..core.clock import utc_now
from ..core.exceptions import AutomationError, Conflict, NotFound
from ..core.settings import get_settings
from ..journeys.models import Journey
from .models import Simulation, SimulationState
from .options import Options, check_options
from .running import Cancelled, Moment, simulate

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""A simulation that said nothing for this long is dead: the longest statement of a large shop takes less."""

TOO_LONG = (
    "It took longer than the Celery workers of the shop let a task run; choose a shorter period, or run "
    "manage.py automation_simulate, which has no limit."
)
MOST_WAITING = 20
WRITE_EVERY_SECONDS = 1.0


def ask(
    journey_id: int,
    since: datetime,
    until: datetime,
    now: datetime,
    *,
    definition: Any = None,
    seed: int = 1,
    requested_by: str = "",
) -> Simulation:
    """Plan a simulation of a journey's draft, or of another definition, and return its row; a worker takes it.

    Raises NotFound, InvalidDefinition with what keeps it from being run, Conflict if too many are waiting.
    """
    journey = Journey.objects.filter(pk=journey_id).first()
    if journey is None:
        raise NotFound(f"There is no journey with the id {journey_id}.")
    options = check_options(journey, journey.draft if definition is None else definition, since, until, now, seed=seed)
    with transaction.atomic():
        waiting = Simulation.objects.filter(state=SimulationState.WAITING).count()
        if waiting >= MOST_WAITING:
            raise Conflict(f"{waiting} simulations are waiting already; let them run, or cancel some.")
        return Simulation.objects.create(
            journey_id=journey.pk,
            journey_slug=journey.slug,
            definition=options.definition,
            since=since,
            until=until,
            seed=seed,
            notices=list(options.notices),
            requested_by=requested_by[:64],
            created_at=now,
        )


def cancel(simulation_id: int, now: datetime) -> Simulation:
    """Stop a simulation: one that waits at once, one that runs as soon as its worker looks.

    Raises NotFound, Conflict if it is over.
    """
    with transaction.atomic():
        simulation = Simulation.objects.select_for_update().filter(pk=simulation_id).first()
        if simulation is None:
            raise NotFound(f"There is no simulation with the id {simulation_id}.")
        if simulation.state == SimulationState.WAITING:
            simulation.state, simulation.finished_at = SimulationState.CANCELLED, now
        elif simulation.state != SimulationState.RUNNING:
            raise Conflict(f"Simulation {simulation_id} is {simulation.state} already; there is nothing left to stop.")
        simulation.is_cancel_asked = True
        simulation.save(update_fields=["state", "finished_at", "is_cancel_asked"])
    return simulation


def run_next(now: datetime) -> int:
    """Run the simulation that waits longest, and return 1, or 0 if none waits or another worker is running one.

    One at a time for the whole shop: a simulation takes a processor and a share of the database for minutes.
    """
    give_up_dead(now)
    simulation = _claim(now)
    if simulation is None:
        return 0
    _run(simulation)
    return 1


def give_up_dead(now: datetime) -> int:
    """Call simulations interrupted whose workers died; returns how many."""
    return Simulation.objects.filter(state=SimulationState.RUNNING, heartbeat_at__lt=now - LEASE).update(
        state=SimulationState.INTERRUPTED,
        finished_at=now,
        problem="The worker that ran it was stopped. Nothing was changed; start it again.",
    )


def forget_old(now: datetime) -> int:
    """Delete simulations that ended longer ago than the retention; returns how many. Once a day is enough."""
    kept = timedelta(days=get_settings().simulation_days)
    open_states = (SimulationState.WAITING, SimulationState.RUNNING)
    return Simulation.objects.exclude(state__in=open_states).filter(finished_at__lt=now - kept).delete()[0]


@transaction.atomic
def _claim(now: datetime) -> Simulation | None:
    # Two workers that look at the same moment: the second one waits, and then sees the first one's simulation run.
    sql.fetch_all("SELECT pg_advisory_xact_lock(hashtextextended('saleor_automation.simulation', 0))::text")
    if Simulation.objects.filter(state=SimulationState.RUNNING).exists():
        return None
    simulation = (
        Simulation.objects.select_for_update(skip_locked=True)
        .filter(state=SimulationState.WAITING)
        .order_by("pk")
        .first()
    )
    if simulation is None:
        return None
    simulation.state, simulation.worker = SimulationState.RUNNING, uuid4()
    simulation.started_at = simulation.heartbeat_at = now
    simulation.save(update_fields=["state", "worker", "started_at", "heartbeat_at"])
    return simulation


def _run(simulation: Simulation) -> None:
    options = Options(
        journey_id=simulation.journey_id,
        definition=simulation.definition,
        since=simulation.since,
        until=simulation.until,
        seed=simulation.seed,
        notices=tuple(simulation.notices),
    )
    watch = _Watch(connections[DEFAULT_DB_ALIAS], simulation)
    state, problem, report = SimulationState.DONE, "", None
    try:
        report = simulate(options, watch)
    except Cancelled:
        state = SimulationState.CANCELLED
    except AutomationError as error:
        state, problem = SimulationState.FAILED, str(error)
    except SoftTimeLimitExceeded:
        state, problem = SimulationState.FAILED, TOO_LONG
    except Exception as error:
        logger.exception("automation: simulation %d failed", simulation.pk)
        state, problem = SimulationState.FAILED, f"Unexpected {type(error).__name__}; the log says more."
    ours = Simulation.objects.filter(pk=simulation.pk, worker=simulation.worker, state=SimulationState.RUNNING)
    done = {"percent": 100} if state == SimulationState.DONE else {}
    ours.update(state=state, problem=problem, report=report, finished_at=utc_now(), stage="", **done)


class _Watch:
    """Write down how far a simulation has come, on the usual connection, and hear whether it is to stop."""

    def __init__(self, connection: BaseDatabaseWrapper, simulation: Simulation) -> None:
        self._connection = connection
        self._simulation = simulation
        self._written_at = 0.0

    def __call__(self, moment: Moment) -> None:
        if time.monotonic() - self._written_at < WRITE_EVERY_SECONDS:
            return
        self._written_at = time.monotonic()
        with self._connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE automation_simulation SET percent = %s, virtual_now = %s, stage = %s, heartbeat_at = %s
                WHERE id = %s AND worker = %s AND state = 'running' RETURNING is_cancel_asked
                """,
                [
                    *(moment.percent, moment.now, moment.stage, utc_now()),
                    *(self._simulation.pk, self._simulation.worker),
                ],
            )
            row = cursor.fetchone()
        # Without a row somebody has taken this worker for dead, and the report would be written by nobody.
        if row is None or row[0]:
            raise Cancelled
