"""What an event does to journeys: it ends runs, wakes runs that wait for it, and lets people enter."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..coupons.revoking import revoke
from ..events.log import StoredEvent
from ..messages.outbox import withdraw
from .definition import Definition, EventTrigger, Exit
from .entry import Candidate, enter
from .lock_objects import ActiveRun, lock_active_runs, write_finished, write_woken
from .running import RunningJourney, definitions_in_use, running_journeys


@dataclass(frozen=True, slots=True)
class Interest:
    """Which kinds of events matter to any journey at all; the others are not looked at."""

    journeys: list[RunningJourney]
    definitions: dict[int, Definition]
    kinds: frozenset[str]


def react(events: Sequence[StoredEvent], now: datetime) -> None:
    """Tell the journeys what happened. Must run in a transaction.

    Events are taken in waves with one event per person each, so that two orders of one person in one batch do
    what they would do in two batches. A run is never ended or woken by what happened before it began.
    """
    interest = _interest()
    relevant = [e for e in events if e.contact_id is not None and e.kind in interest.kinds]
    for wave in _one_per_person(relevant):
        _end_and_wake(wave, interest, now)
        _let_in(wave, interest, now)


def _interest() -> Interest:
    journeys = running_journeys()
    definitions = definitions_in_use() | {j.version_id: j.definition for j in journeys}
    kinds: set[str] = set()
    for journey in journeys:
        if isinstance(journey.definition.trigger, EventTrigger):
            kinds.add(journey.definition.trigger.event)
    for definition in definitions.values():
        kinds |= {exit_.event for exit_ in definition.exits}
        kinds |= {step.event for step in definition.steps if step.kind == "wait_for"}
    return Interest(journeys, definitions, frozenset(kinds))


def _one_per_person(events: Sequence[StoredEvent]) -> Iterator[list[StoredEvent]]:
    waves: list[list[StoredEvent]] = []
    seen: dict[int | None, int] = defaultdict(int)
    for event in events:
        index = seen[event.contact_id]
        seen[event.contact_id] += 1
        if index == len(waves):
            waves.append([])
        waves[index].append(event)
    yield from waves


def _end_and_wake(events: Sequence[StoredEvent], interest: Interest, now: datetime) -> None:
    by_contact = {event.contact_id: event for event in events}
    finished: list[tuple[ActiveRun, Exit]] = []
    woken: list[tuple[int, str]] = []
    for run in lock_active_runs([key for key in by_contact if key is not None]):
        event = by_contact[run.contact_id]
        if event.occurred_at < run.entered_at:
            continue
        definition = interest.definitions.get(run.version_id)
        exit_ = next((x for x in definition.exits if x.event == event.kind), None) if definition else None
        if exit_ is not None:
            finished.append((run, exit_))
        elif run.waiting_for == event.kind:
            woken.append((run.id, event.kind))
    write_finished([(run.id, exit_.reason) for run, exit_ in finished], now)
    write_woken(woken, now)
    if finished:
        for reason in sorted({exit_.reason for _, exit_ in finished}):
            withdraw([run.id for run, exit_ in finished if exit_.reason == reason], reason, now)
        revoke([run.id for run, _ in finished], now)


def _let_in(events: Sequence[StoredEvent], interest: Interest, now: datetime) -> None:
    for journey in interest.journeys:
        trigger = journey.definition.trigger
        if not isinstance(trigger, EventTrigger):
            continue
        candidates = [
            Candidate(event.contact_id, _key(journey.definition.entry.key, event), _subject(event))
            for event in events
            if event.kind == trigger.event
            and event.contact_id is not None
            and event.occurred_at >= journey.activated_at
            and not event.data.get("machine")
        ]
        enter(journey, candidates, now)


def _key(kind: str, event: StoredEvent) -> str:
    match kind:
        case "checkout":
            return str(event.checkout_id or "")
        case "order":
            return str(event.order_id or "")
        case "date":
            return event.occurred_at.date().isoformat()
        case _:
            return ""


def _subject(event: StoredEvent) -> dict[str, Any]:
    """The ids a run is about, and the event that began it."""
    subject: dict[str, Any] = {"event": event.kind}
    for name in ("checkout_id", "order_id", "product_id"):
        value = getattr(event, name)
        if value is not None:
            subject[name] = value if isinstance(value, int) else str(value)
    if "coupon" in event.data:
        # So that a journey that begins with coupon_expiring can show the coupon it is about.
        subject["coupon"] = event.data["coupon"]
    return subject
