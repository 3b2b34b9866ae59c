"""What an event does to journeys: it ends runs, wakes runs that wait for it, and lets people enter."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..events.kinds import EventKind
from ..events.log import StoredEvent
from ..segments.compilation import matching
from .definition import Definition
from .entry import Candidate, enter
from .event_filters import Filtered, filtered, passing
from .exits import end_runs
from .lock_objects import ActiveRun, lock_active_runs, write_woken
from .repetition import categories_of, repeated
from .running import RunningJourney, definitions_in_use, running_journeys, slugs_of
from .steps.base import ANY_EVENT
from .steps.wait_for import WaitFor
from .steps.wait_until import WaitUntil
from .triggers import EVENTFUL, Exit, InterestTrigger

ENDED_BY_JOURNEY = "ended_by_journey"


@dataclass(frozen=True, slots=True)
class Interest:
    """Which events matter to any journey at all; the others are not looked at. filters are those of all of them.

    is_any says that some run may have to look again at every event of its person.
    """

    journeys: list[RunningJourney]
    definitions: dict[int, Definition]
    kinds: frozenset[str]
    filters: frozenset[Filtered]
    is_any: bool


def react(events: Sequence[StoredEvent], now: datetime) -> None:
    """Tell the journeys what happened. Must run in a transaction.

    Events are taken in waves with one event per person each, so that two orders of one person in one batch do
    what they would do in two batches. A run is never ended or woken by what happened before it began.
    """
    interest = _interest()
    # A scanner that loads a mail and follows its links is nobody: it neither lets people in nor ends or wakes runs.
    relevant = [
        event
        for event in events
        if event.contact_id is not None
        and (interest.is_any or event.kind in interest.kinds)
        and not event.data.get("machine")
    ]
    passed = passing(interest.filters, relevant)
    pulls = _pulls(interest.journeys, relevant, passed)
    for wave in _one_per_person(relevant):
        _end_and_wake(wave, interest, passed, now)
        _let_in(wave, interest, pulls, now)


def _interest() -> Interest:
    journeys = running_journeys()
    definitions = definitions_in_use() | {j.version_id: j.definition for j in journeys}
    wanted: set[Filtered] = set()
    kinds: set[str] = {EventKind.JOURNEY_START_ASKED, EventKind.JOURNEY_END_ASKED}
    is_any = False
    for journey in journeys:
        if isinstance(journey.definition.trigger, EVENTFUL):
            wanted |= {filtered(meant.event, meant.filter) for meant in journey.definition.trigger.meant}
    for definition in definitions.values():
        is_any = is_any or bool(definition.conditional_exits)
        wanted |= {filtered(exit_.event, exit_.filter) for exit_ in definition.all_exits if exit_.event is not None}
        for step in definition.steps:
            if isinstance(step, WaitUntil):
                kinds.add(EventKind.FIELD_CHANGED)
            elif isinstance(step, WaitFor):
                is_any = is_any or step.condition is not None
                wanted |= {filtered(step.event, step.filter)} if step.event is not None else set()
    return Interest(journeys, definitions, frozenset(kinds | {kind for kind, _ in wanted}), frozenset(wanted), is_any)


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


Passed = set[tuple[Filtered, int]]


def _end_and_wake(events: Sequence[StoredEvent], interest: Interest, passed: Passed, now: datetime) -> None:
    by_contact = {event.contact_id: event for event in events}
    runs = [
        run
        for run in lock_active_runs([key for key in by_contact if key is not None])
        if by_contact[run.contact_id].occurred_at >= run.begun_at and run.version_id in interest.definitions
    ]
    leaving = _leaving(runs, by_contact, interest, passed, now)
    ended = {run.id: leaving[run.id] for run in runs if run.id in leaving}
    again = {journey.slug for journey in interest.journeys if journey.definition.entry.rule == "again"}
    asked = {
        (event.contact_id, str(event.data.get("journey")))
        for event in events
        if event.kind == EventKind.JOURNEY_END_ASKED
        # Who is to begin anew is let in below, in the same transaction, so that nobody is ever in neither.
        or (_is_restart(event) and event.data.get("journey") in again)
    }
    if asked:
        slugs = slugs_of({run.journey_id for run in runs})
        for run in runs:
            if (run.contact_id, slugs[run.journey_id]) in asked:
                ended.setdefault(run.id, ENDED_BY_JOURNEY)
    end_runs(list(ended.items()), now)
    woken = [
        (run.id, _wakes(run, by_contact[run.contact_id], interest.definitions[run.version_id], passed))
        for run in runs
        if run.id not in ended
    ]
    write_woken([(run_id, woken_by) for run_id, woken_by in woken if woken_by], now)


def _leaving(
    runs: Sequence[ActiveRun],
    by_contact: dict[int | None, StoredEvent],
    interest: Interest,
    passed: Passed,
    now: datetime,
) -> dict[int, str]:
    """Return the reason of each run that ends at a goal or an exit; of two that apply the first one counts.

    One statement for each exit of a version that has a condition.
    """
    leaving: dict[int, str] = {}
    by_version: dict[int, list[ActiveRun]] = defaultdict(list)
    for run in runs:
        by_version[run.version_id].append(run)
    for version_id, inside in by_version.items():
        for exit_ in interest.definitions[version_id].all_exits:
            meant = [
                run for run in inside if run.id not in leaving and _is_meant(exit_, by_contact[run.contact_id], passed)
            ]
            if exit_.condition is not None and meant:
                found = matching(exit_.condition, {run.contact_id for run in meant}, now)
                meant = [run for run in meant if run.contact_id in found]
            leaving |= {run.id: exit_.reason for run in meant}
    return leaving


def _is_meant(exit_: Exit, event: StoredEvent, passed: Passed) -> bool:
    """Tell whether an event is the one an exit names; one without an event is looked at whatever happens."""
    return exit_.event is None or (filtered(exit_.event, exit_.filter), event.id) in passed


def _wakes(run: ActiveRun, event: StoredEvent, definition: Definition, passed: Passed) -> str:
    """Return what wakes a waiting run: the kind of the event, ANY_EVENT to look again, or nothing.

    The event a step waits for counts from the moment the person stands there: the run may not have gone to sleep yet,
    may be awake for another event, or be held by a paused journey.
    """
    step = definition.by_id.get(run.step_id)
    if (
        isinstance(step, WaitFor)
        and step.event == event.kind
        and (filtered(step.event, step.filter), event.id) in passed
    ):
        return event.kind
    if run.waiting_for == ANY_EVENT:
        return ANY_EVENT
    return event.kind if isinstance(step, WaitUntil) and run.waiting_for == event.kind else ""


@dataclass(frozen=True, slots=True)
class Pulls:
    """Which events pull the trigger of each journey, by its id; categories are what events are about, if asked."""

    events: dict[int, set[int]]
    categories: dict[int, int]


def _pulls(journeys: Sequence[RunningJourney], events: Sequence[StoredEvent], passed: Passed) -> Pulls:
    pulls = Pulls({}, {})
    triggers = {journey.id: journey.definition.trigger for journey in journeys}
    if any(isinstance(each, InterestTrigger) and each.about == "category" for each in triggers.values()):
        kinds = {EventKind.PAGE_VIEWED, EventKind.PRODUCT_VIEWED}
        pulls.categories.update(categories_of([event for event in events if event.kind in kinds]))
    for journey_id, trigger in triggers.items():
        if isinstance(trigger, EVENTFUL):
            wanted = {filtered(meant.event, meant.filter) for meant in trigger.meant}
            wanted_kinds = {kind for kind, _ in wanted}
            pulling = [e for e in events if e.kind in wanted_kinds and any((each, e.id) in passed for each in wanted)]
            if isinstance(trigger, InterestTrigger):
                pulls.events[journey_id] = set(repeated(trigger, pulling, pulls.categories))
            else:
                pulls.events[journey_id] = {event.id for event in pulling}
    return pulls


def _let_in(events: Sequence[StoredEvent], interest: Interest, pulls: Pulls, now: datetime) -> None:
    for journey in interest.journeys:
        pulling = pulls.events.get(journey.id, ())
        key = journey.definition.entry.key
        candidates = [
            Candidate(
                event.contact_id,
                _key(key, event, pulls),
                _subject(event, pulls, now),
                event.id,
                is_restart=_is_restart(event),
            )
            for event in events
            if (event.id in pulling or _asks_for(event, journey.slug))
            and event.contact_id is not None
            and event.occurred_at >= journey.activated_at
        ]
        enter(journey, candidates, now)


def _is_restart(event: StoredEvent) -> bool:
    return event.kind == EventKind.JOURNEY_START_ASKED and bool(event.data.get("restart"))


def _asks_for(event: StoredEvent, slug: str) -> bool:
    return event.kind == EventKind.JOURNEY_START_ASKED and event.data.get("journey") == slug


def _key(kind: str, event: StoredEvent, pulls: Pulls) -> str:
    match kind:
        case "checkout":
            return str(event.checkout_id or "")
        case "order":
            return str(event.order_id or "")
        case "product":
            return str(event.product_id or "")
        case "category":
            return str(pulls.categories.get(event.id, ""))
        case "date":
            return event.occurred_at.date().isoformat()
        case _:
            return ""


def _subject(event: StoredEvent, pulls: Pulls, now: datetime) -> dict[str, Any]:
    """The ids a run is about, the event that began it, and when that was, if it became known later."""
    subject: dict[str, Any] = {"event": event.kind}
    if event.occurred_at < now:
        subject["since"] = event.occurred_at.isoformat()
    for name in ("checkout_id", "order_id", "product_id"):
        value = getattr(event, name)
        if value is not None:
            subject[name] = value if isinstance(value, int) else str(value)
    if event.id in pulls.categories:
        subject["category_id"] = pulls.categories[event.id]
    if "coupon" in event.data:
        # So that a journey that begins with coupon_expiring can show the coupon it is about.
        subject["coupon"] = event.data["coupon"]
    return subject
