"""The story on one page: what happened in the shop becomes known, moves journeys on, and sends messages.

Rows are the truth: every function here claims rows, and what it leaves undone is still there for the next pass.
Times are parameters, so that production, simulation and tests run the same code.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from . import audience
from .contacts import identity, totals, touched, visitors
from .contacts.known_again import lock_present
from .core import sql
from .core.garbage import without_collecting
from .core.settings import get_settings
from .coupons import redeeming, reminders, settling
from .dispatches import handing as dispatches
from .events import checkouts, hints, log, partitions, sweep
from .events.kinds import CUSTOM_PREFIX, EventKind
from .events.log import NewEvent, StoredEvent
from .journeys import by_hand, calendar, chores, engine, entry, reactions
from .messages import outbox, outcomes
from .messages.transports.base import Transport
from .product_lists import interests, upkeep, waves
from .recommendations import training
from .reports.days import count_finished_days
from .scores import earning, expiry, points_expiry, rules, tiers
from .segments import bulk, keeping
from .shop.configuration import ShopConfiguration, load_configuration
from .tracking import arrival, attribution, storefront
from .tracking import reactions as tracking_reactions

logger = logging.getLogger(__name__)

BULK_DEEDS = {**bulk.DEEDS, **by_hand.DEEDS, **audience.DEEDS}
"""What can be done for everybody in a segment."""


# ---- 1. What happened ------------------------------------------------------------------------------------------


def take_in(now: datetime) -> int:
    """Turn hints and idle carts into events, and let the events be counted and told to the journeys.

    Takes at most one batch of each and returns how many rows it took; 0 means there is nothing left to do.
    """
    return notice(now) + learn(now) + keep_segments(now)


def notice(now: datetime) -> int:
    """Turn what hooks noted, and what time brings about, into events; returns how many rows it took."""
    size = get_settings().batch_size
    configuration = load_configuration()
    idle_minutes = configuration.cart_idle_minutes
    count = hints.absorb_hints(now, size, cart_idle_minutes=idle_minutes)
    with transaction.atomic():
        count += checkouts.notice_idle_carts(now, size, cart_idle_minutes=idle_minutes)
    with transaction.atomic():
        count += reminders.remind(now, size)
    with transaction.atomic():
        count += waves.release_waves(configuration, now)
    for timer in (expiry.expire, points_expiry.expire, tiers.review):
        with transaction.atomic():
            count += timer(now, size)
    return count + bulk.work(now, size, BULK_DEEDS)


def keep_segments(now: datetime) -> int:
    """Ask the segments again of one batch of people who changed or whose time has come; returns how much it did."""
    return keeping.keep_current(now, get_settings().batch_size)


@without_collecting
def learn(now: datetime) -> int:
    """Process one batch of events and return how many were taken.

    If the batch fails its events are processed one by one, and one that fails alone is set aside with the
    problem written down.
    """
    taken: list[StoredEvent] = []
    try:
        with transaction.atomic():
            taken = log.claim(now, get_settings().batch_size)
            _learn(taken, now)
        return len(taken)
    except Exception:
        logger.exception("automation: a batch of %d events failed, trying one by one", len(taken))
    for event in taken:
        _learn_alone(event, now)
    return len(taken)


def _learn_alone(event: StoredEvent, now: datetime) -> None:
    try:
        with transaction.atomic():
            _learn(log.claim_again(event), now)
    except Exception as error:
        logger.exception("automation: event %d of kind %s failed", event.id, event.kind)
        log.mark_problem(event, f"{type(error).__name__}: {error}")


def _learn(events: Sequence[StoredEvent], now: datetime) -> None:
    if not events:
        return
    beside = [event.contact_id for event in events if event.contact_id is not None]
    found = identity.identify(list(_sightings(events)), now, beside)
    # Whoever was merged meanwhile has another id, whoever was erased has none.
    present = lock_present(beside)
    named = [
        replace(event, contact_id=found.get(index) if event.contact_id is None else present.get(event.contact_id))
        for index, event in enumerate(events)
    ]
    waiting = {event.id for event in visitors.count_nameless(named)}
    named = [event for event in named if event.id not in waiting]
    totals.count(named)
    interests.count(named)
    rules.apply(named, now)
    earning.earn(named, now)
    orders = [e for e in named if e.kind == EventKind.ORDER_PLACED and e.contact_id is not None]
    log.remember_buyers(orders)
    attribution.attribute(orders, load_configuration().attribution_days)
    redeeming.give_back([e.order_id for e in named if e.kind == EventKind.ORDER_CANCELLED and e.order_id], now)
    reactions.react(named, now)
    log.mark_processed(named, now)
    touched.touch([event.contact_id for event in named if event.contact_id is not None], now)


def _sightings(events: Sequence[StoredEvent]) -> Iterator[identity.Sighting]:
    for index, event in enumerate(events):
        if event.contact_id is None:
            yield identity.Sighting(
                index=index,
                email=event.email,
                user_id=event.user_id,
                visitor_id=event.visitor_id,
                seen_at=event.occurred_at,
                origin=event.kind,
                profile={
                    column: str(event.data.get(name) or "")
                    for column, name in (
                        ("first_name", "first_name"),
                        ("last_name", "last_name"),
                        ("language_code", "language"),
                        ("country_code", "country"),
                        ("country_area", "country_area"),
                        ("city", "city"),
                        ("postal_code", "postal_code"),
                        ("channel_slug", "channel"),
                    )
                },
            )


# ---- 2. Who moves on -------------------------------------------------------------------------------------------


def advance(now: datetime) -> int:
    """Let people in whose date has come and move those whose timer is due, a batch of each; returns how many."""
    size = get_settings().batch_size
    with transaction.atomic():
        sql.let_commit_later()
        count = entry.enter_by_date(now, size)
    with transaction.atomic():
        count += calendar.enter_by_calendar(now, size)
    return count + chores.work(now, size) + engine.advance(now, size)


# ---- 3. What is sent -------------------------------------------------------------------------------------------


def deliver(transport: Transport, now: datetime, clock: Callable[[], datetime]) -> int:
    """Deliver one group of due messages; returns how many were taken. Without a sender address nothing is sent."""
    configuration = load_configuration()
    if not can_send(configuration):
        return 0
    return outbox.deliver_group(transport, configuration, now, clock)


def dispatch(transport: Transport, now: datetime, clock: Callable[[], datetime]) -> int:
    """Hand over one group of notices to the team and webhook calls; returns how many were taken."""
    configuration = load_configuration()
    return dispatches.dispatch_group(transport, configuration, now, clock) if configuration.is_active else 0


def can_send(configuration: ShopConfiguration) -> bool:
    """Tell whether the merchant has filled in what every mail needs."""
    return configuration.is_active and bool(configuration.sender_address)


MOST_BATCHES = 8
"""More helpers than this are not called in at once, however much is due."""

DISPATCH_GROUPS = 5
"""How many groups of notices and calls are worth a helper: others wait for the world, not for us."""


def batches_to_take_in(now: datetime) -> int:
    """Return how many batches of hints and events are due, counted no further than MOST_BATCHES."""
    size = get_settings().batch_size
    return max(1, log.count_due(now, size * MOST_BATCHES) // size)


def batches_to_advance(now: datetime) -> int:
    """Return how many batches of enrollments are due, counted no further than MOST_BATCHES."""
    size = get_settings().batch_size
    return max(1, engine.count_due(now, size * MOST_BATCHES) // size)


def batches_to_deliver(now: datetime) -> int:
    """Return how many workers the due messages keep busy, counted no further than MOST_BATCHES."""
    size = get_settings().batch_size
    return max(1, outbox.count_due(now, size * MOST_BATCHES) // size)


def batches_to_dispatch(now: datetime) -> int:
    """Return how many workers the due notices and calls keep busy, counted no further than MOST_BATCHES."""
    size = dispatches.GROUP_SIZE * DISPATCH_GROUPS
    return max(1, dispatches.count_due(now, size * MOST_BATCHES) // size)


def run_everything(transport: Transport, now: datetime) -> None:
    """Run all stages until nothing is due at now. For simulations and tests; production runs them as tasks."""
    while take_in(now) + advance(now) + deliver(transport, now, lambda: now) + dispatch(transport, now, lambda: now):
        pass


# ---- The safety net --------------------------------------------------------------------------------------------


def run_sweep(now: datetime) -> int:
    """Find what the hooks missed, and give up messages of dead workers; returns how many shop rows were read."""
    settings = get_settings()
    outcomes.give_up_lost(now)
    dispatches.give_up_lost(now)
    while settle_coupons(now):
        pass
    upkeep.mark_changed_sales(now)
    keeping.follow_the_shop(now)
    return sum(
        sweep.sweep(source, now, page_size=settings.batch_size, overlap_seconds=settings.sweep_overlap_seconds)
        for source in sweep.sources(load_configuration().cart_idle_minutes)
    )


def tend_shelf(now: datetime) -> int:
    """Look at one page of the shop's products and count a few days of sales; returns how much of both was done.

    0 means that the round over all products is complete and every marked day is counted.
    """
    return upkeep.count_sales(now) + upkeep.look_along(load_configuration(), now)


def maintain(now: datetime, pause: Callable[[float], None] = time.sleep) -> None:
    """Keep the event log's months in order and forget visitors nobody has heard of; once a day is enough.

    A log that is too busy for a change today is left for tomorrow: months stand ready long before they are needed.
    """
    upkeep.forget_old(now)
    keeping.begin_refresh(now)
    count_finished_days(now)
    try:
        for change in keep_months(partition_changes(now), pause):
            logger.info("automation: %s", change)
    except partitions.PartitionBusy:
        logger.exception("automation: the event log was not tidied up")
    while purge_visitors(now):
        pass
    while dispatches.remove_old(now, get_settings().batch_size):
        pass
    while settling.remove_vouchers(now, get_settings().batch_size):
        pass


def partition_changes(now: datetime, months_back: int = 0) -> list[partitions.Change]:
    """Return what has to be done with the months of the event log."""
    settings = get_settings()
    return partitions.plan(
        now,
        months_ahead=settings.event_months_ahead,
        retention_months=settings.event_retention_months,
        months_back=months_back,
    )


def keep_months(
    changes: list[partitions.Change], pause: Callable[[float], None] = time.sleep
) -> Iterator[partitions.Change]:
    """Carry changes of the event log's months out, yielding each when it is done. Raises PartitionBusy."""
    return partitions.carry_out(changes, pause)


def train_recommendations(now: datetime, *, force: bool = False) -> training.Training:
    """Learn from the shop's past what to recommend; see recommendations/training.py."""
    return training.train(now, force=force)


def settle_coupons(now: datetime) -> int:
    """Count what one batch of coupons that are over cost, and clean up after them; returns how many were due."""
    with transaction.atomic():
        return settling.settle(now, get_settings().batch_size)


def purge_visitors(now: datetime) -> int:
    """Forget one batch of visitors who never said who they are, after the retention; returns how many."""
    settings = get_settings()
    with transaction.atomic():
        return visitors.purge_visitors(now, timedelta(days=settings.visitor_retention_days), settings.batch_size)


def backfill(since: datetime | None, now: datetime) -> Iterator[tuple[str, int]]:
    """Read the shop's history and yield (table, rows) after each committed page.

    After an interruption it goes on where it stood, whatever since is. Once it is complete, the next call reads
    everything again, which adds only what is new. Months the retention covers get their partitions first.
    """
    for change in keep_months(partition_changes(now, get_settings().event_retention_months)):
        logger.info("automation: %s", change)
    all_sources = sweep.sources(load_configuration().cart_idle_minutes)
    for source in sweep.begin_backfill(all_sources, since):
        for count in sweep.backfill(source, now, page_size=get_settings().batch_size):
            yield source.name, count


# ---- What people do --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrackedItem:
    """One thing a storefront reports; key, chosen by the storefront, lets it report the same thing twice.

    data holds what kind of page it was: category_id, product_ids (what the page showed), and url.
    """

    kind: str
    key: str
    occurred_at: datetime
    product_id: int | None = None
    name: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def track(visitor_id: UUID | None, items: Sequence[TrackedItem], user_id: int | None, now: datetime) -> int:
    """Record page views, product views and custom events of a visitor; returns how many were new.

    Whether the visitor may be tracked at all is for the caller to ask (tracking.permission).
    """
    who = visitor_id or f"user:{user_id}"
    events = [
        NewEvent(
            kind=f"{CUSTOM_PREFIX}{item.name}" if item.kind == "custom" else item.kind,
            key=f"track:{who}:{item.key}"[:200],
            occurred_at=min(item.occurred_at, now),
            visitor_id=visitor_id,
            user_id=user_id,
            product_id=item.product_id,
            data=item.data,
        )
        for item in items
    ]
    with transaction.atomic():
        return storefront.record_visits(events, visitor_id, now)


def name_visitor(visitor_id: UUID, now: datetime, *, user_id: int | None = None, message_id: int | None = None) -> bool:
    """Join a visitor to the contact of a customer who logged in, or to the reader of a message whose link led here.

    Returns whether there is such a contact. What the visitor did before becomes the contact's.
    """
    with transaction.atomic():
        email = arrival.address_of_reader(message_id) if message_id is not None else ""
        sighting = identity.Sighting(0, email, user_id, visitor_id, now, "storefront", is_proven=True)
        return bool(email or user_id is not None) and 0 in identity.identify([sighting], now)


def forget_visitor(visitor_id: UUID) -> None:
    """Delete what is kept of a visitor who takes their consent back; what a contact has claimed stays the contact's."""
    with transaction.atomic():
        visitors.forget([visitor_id])


def message_opened(message_id: int, now: datetime, *, is_machine: bool = False) -> bool:
    """Record that a message was opened; returns whether it exists."""
    with transaction.atomic():
        return tracking_reactions.note_open(message_id, now, is_machine=is_machine)


def message_clicked(message_id: int, url: str, now: datetime, *, is_machine: bool = False) -> bool:
    """Record that a link of a message was followed; returns whether the message exists."""
    with transaction.atomic():
        return tracking_reactions.note_click(message_id, url, now, is_machine=is_machine)
