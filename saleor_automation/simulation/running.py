"""Run a journey over the shop's past: the engine itself, on shadows, with a virtual clock.

One process, one session, nothing outside. What is done in a real minute by the pass is done here by the very same
functions (pipeline.take_in, advance, deliver) at each moment at which something is due.
"""

import logging
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from .. import pipeline
from ..contacts.totals import products_left_out
from ..contacts.touched import touches_left_out
from ..core import sql
from ..core.settled import settled
from ..journeys.definition import Definition, parse_definition
from ..journeys.models import Journey, JourneyStatus
from ..journeys.publishing import publish
from ..journeys.running import settled_journeys
from ..messages.transports.discard import DiscardTransport
from ..product_lists.resolution import settled_catalogue
from ..segments.building import build_step
from ..segments.keeping import start_building
from ..shop.configuration import ShopConfiguration, load_configuration, settled_configuration
from . import beginning, reporting
from .clock import WHAT_IS_DUE, Due, is_due, next_pass, tick_for, what_is_due
from .feeding import Feed
from .needs import Needs, needs_of
from .options import Options
from .past import Past
from .products_then import show_products
from .recommending import LEARNED, Recommender
from .session import be_read_only, check_is_ours, session_of_its_own, set_clock, vacuum
from .shadows import cast_shadows, real
from .staging import STAGING

logger = logging.getLogger(__name__)

PASSES_BETWEEN_VACUUMS = 200
_BUSY = ("automation_enrollment", "automation_message", "automation_event", "automation_touchedcontact", "past_event")


class Cancelled(Exception):
    """Somebody asked the simulation to stop."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How far a simulation has come: percent of the period, and the virtual moment; stage says what it is doing."""

    percent: int
    now: datetime
    stage: str


Watch = Callable[[Moment], None]
"""Told of every moment the clock comes to; raises Cancelled to stop."""


def simulate(options: Options, watch: Watch = lambda moment: None) -> dict[str, Any]:
    """Run a simulation and return its report (see reporting.py). The shop and our own tables stay as they are.

    Raises NoSession if the database cannot give what it needs, Cancelled if watch asks for it.
    """
    began = time.monotonic()
    configuration = _able_to_send(load_configuration())
    with session_of_its_own(), settled_configuration(configuration):
        definition = parse_definition(options.definition, "Draft")
        needs = needs_of(definition)
        journey = Journey.objects.get(pk=options.journey_id)
        past = Past(options.since, options.until, journey.pk, journey.slug)
        tick = options.tick if options.tick is not None else tick_for(options.since, options.until)
        with transaction.atomic():
            cast_shadows(anew=LEARNED if needs.recommendations else ())
            sql.execute(STAGING)
            if not needs.products:
                show_products()
        set_clock(options.since)
        check_is_ours()
        sql.execute(WHAT_IS_DUE)
        be_read_only()
        for stage in beginning.fill(past, needs):
            watch(Moment(0, options.since, stage))
        feed = Feed(past, needs)
        feed.stage()
        _begin(journey, options, needs)
        recommender = Recommender(options.since) if needs.recommendations else None
        with settled(), settled_journeys(), settled_catalogue(), _without_what_nobody_asks(needs):
            passes = _live(feed, recommender, definition, options, tick, watch)
        watch(Moment(99, options.until, "report"))
        facts = {
            "seed": options.seed,
            "since": options.since.isoformat(),
            "until": options.until.isoformat(),
            "tick_minutes": tick.total_seconds() / 60,
            "passes": passes,
            "trainings": recommender.trainings if recommender else 0,
            "holdout_percent": Journey.objects.get(pk=options.journey_id).holdout_percent,
        }
        report = reporting.report(options, definition, past, facts)
    report["run"] = {
        "seconds": round(time.monotonic() - began, 1),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    return report


@contextmanager
def _without_what_nobody_asks(needs: Needs) -> Iterator[None]:
    with ExitStack() as stack:
        if not needs.products:
            stack.enter_context(products_left_out())
        if not needs.segments:
            stack.enter_context(touches_left_out())
        yield


def _able_to_send(configuration: ShopConfiguration) -> ShopConfiguration:
    """A shop that has not filled in its sender yet can still see what it would send."""
    return replace(
        configuration,
        is_active=True,
        sender_address=configuration.sender_address or "shop@example.com",
        storefront_url=configuration.storefront_url or "https://shop.example.com",
    )


def _begin(journey: Journey, options: Options, needs: Needs) -> None:
    """Publish the definition at the beginning, in a shop in which no other journey runs, and nobody is inside."""
    sql.execute(
        f"INSERT INTO automation_journey SELECT * FROM {real('automation_journey')}"  # noqa: S608
    )
    Journey.objects.exclude(pk=journey.pk).update(status=JourneyStatus.ARCHIVED, version=None)
    held_out = {} if options.holdout_percent is None else {"holdout_percent": options.holdout_percent}
    Journey.objects.filter(pk=journey.pk).update(
        status=JourneyStatus.DRAFT, version=None, draft=options.definition, **held_out
    )
    sql.execute("UPDATE automation_couponpolicy SET issued_count = 0, reserved = '{}'")
    _build_segments(needs, options.since)
    publish(journey.pk, options.since)


def _build_segments(needs: Needs, now: datetime) -> None:
    """Find who was in the segments that matter; they are first members, of whom no event tells.

    The others keep their definitions, which conditions may name, and are passed over like one with a problem.
    """
    sql.execute(
        f"INSERT INTO automation_segment SELECT * FROM {real('automation_segment')}"  # noqa: S608
    )
    sql.execute(
        """
        UPDATE automation_segment
        SET state = 'building', built_at = NULL, refresh_cursor = NULL, problem = 'not asked'
        """
    )
    start_building("slug = ANY(%s)", [sorted(needs.segments)], None, now)
    while build_step(now):
        pass


def _live(
    feed: Feed, recommender: Recommender | None, definition: Definition, options: Options, tick: timedelta, watch: Watch
) -> int:
    """Let the time pass, and return in how many passes."""
    transport = DiscardTransport()
    now, passes = options.since, 0
    length = options.until - options.since
    while True:
        set_clock(now)
        with transaction.atomic():
            feed.tell(now)
        if recommender is not None:
            recommender.learn_if_due(now)
        due = run_all_due(transport, now)
        passes += 1
        if passes % PASSES_BETWEEN_VACUUMS == 0:
            for table in _BUSY:
                vacuum(table)
        watch(Moment(min(99, int(100 * ((now - options.since) / length))), now, "living"))
        if now >= options.until:
            return passes
        now = next_pass(now, tick, definition, due.next_at, feed.next_at(), options.until)


def run_all_due(transport: DiscardTransport, now: datetime) -> Due:
    """Run stages until nothing is left to do at now, and return what is due later."""
    due = what_is_due()
    while _run(due, transport, now):
        due = what_is_due()
    return due


def _run(due: Due, transport: DiscardTransport, now: datetime) -> int:
    """Run those stages of a pass that have something to do, in their order, and return how much that was.

    The stage that tells the team and calls other systems is not among them: its rows stay in the shadows.
    """
    count = _take_in(due, now)
    if count:
        due = what_is_due()
    moved = 0
    if is_due(due.advancing, now) or due.is_scan_behind(now):
        moved = pipeline.advance(now)
        count += moved
    # To look for what those who moved are to be sent costs no more than to ask whether there is any.
    if moved or is_due(due.delivering, now):
        count += pipeline.deliver(transport, now, lambda: now)
        _note_holds(now)
    return count


def _take_in(due: Due, now: datetime) -> int:
    """Do the parts of pipeline.take_in that are due; what one of them brings about is due for the next at once."""
    count = pipeline.notice(now) if is_due(due.noticing, now) else 0
    if count or is_due(due.learning, now):
        count += pipeline.learn(now)
    if due.has_segments and (count or is_due(due.keeping, now)):
        count += pipeline.keep_segments(now)
    return count


def _note_holds(now: datetime) -> None:
    """Remember which messages had to wait, and for which rule: once they go, their rows no longer say it."""
    sql.execute(
        """
        INSERT INTO past_hold (message_id, reason, contact_id, at)
        SELECT id, reason, contact_id, %s FROM automation_message
        WHERE state = 'queued' AND reason <> '' AND attempts = 0 ON CONFLICT DO NOTHING
        """,
        [now],
    )
