"""Move people on. One batch of due enrollments is one transaction: positions, decisions and effects together.

A batch goes through its steps in waves: everybody standing at the same step of the same version is read for at
once (`load`), answers one by one (`run`), and moves; the waves end when all sleep or have left. Effects are gathered
and applied together, as late as nobody can tell: before a step that reads what an earlier one of the same person
writes, and before one whose kind would be applied ahead of what that person did before. Killed anywhere, the
transaction leaves no trace and the same people are due again.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction

from ..core import sql
from ..core.garbage import without_collecting
from .claiming import Run, claim
from .definition import Definition
from .exits import exits_that_hold, take_back
from .steps.base import Advance, Effect, Finish, Outcome, Planned, Sleep, StepConfig, StepContext

logger = logging.getLogger(__name__)

MAX_WAVES = 100
"""Steps one person takes in one pass; a longer stretch without a wait goes on in the next pass."""

COMPLETED = "completed"
FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(days=1)
WITHHELD = {"withheld": True}
"""Among the facts of a decision whose effects the person goes without, being held out."""


@dataclass(slots=True)
class Batch:
    """What the waves of a batch have decided so far; runs that decided the same are noted together."""

    decisions: dict[tuple[Any, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    planned: dict[type[Effect], list[tuple[Run, StepContext, str, Effect]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    withheld: dict[type[Effect], list[tuple[Run, StepContext, str, Effect]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """What would be planned for people who are held out."""
    latest: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By run, the place of its latest effect that is not applied yet, in the order in which kinds are."""
    gained: dict[int, dict[str, Any]] = field(default_factory=dict)
    left: list[tuple[int, str]] = field(default_factory=list)
    """Runs that ended at an exit, with its reason."""


@without_collecting
def advance(now: datetime, limit: int) -> int:
    """Move the people whose timer is due and return how many were taken.

    If the batch fails, its people are moved one by one, and whoever fails alone is set back with the problem
    written down, so that one broken run never holds up the others.
    """
    taken: list[int] = []
    try:
        with transaction.atomic():
            sql.let_commit_later()
            runs = claim(now, limit)
            taken = [run.id for run in runs]
            _move(runs, now)
        return len(taken)
    except Exception:
        logger.exception("automation: a batch of %d enrollments failed, trying one by one", len(taken))
    for enrollment_id in taken:
        _advance_alone(enrollment_id, now)
    return len(taken)


def count_due(now: datetime, most: int) -> int:
    """Return the number of enrollments whose timer is due, counted no further than most."""
    due = "SELECT 1 FROM automation_enrollment WHERE is_active AND wake_at <= %s LIMIT %s"
    return int(sql.fetch_all(f"SELECT count(*) FROM ({due}) AS due", [now, most])[0][0])  # noqa: S608


def _advance_alone(enrollment_id: int, now: datetime) -> None:
    try:
        with transaction.atomic():
            _move(claim(now, 1, enrollment_id), now)
    except Exception as error:
        logger.exception("automation: enrollment %d failed", enrollment_id)
        _set_back(enrollment_id, f"{type(error).__name__}: {error}", now)


def _set_back(enrollment_id: int, problem: str, now: datetime) -> None:
    """Write down what keeps a run from moving, and try again later, each time after twice as long."""
    with transaction.atomic():
        for run in claim(now, 1, enrollment_id):
            delay = min(LAST_RETRY, FIRST_RETRY * 2 ** min(run.attempts, 12))
            sql.execute(
                "UPDATE automation_enrollment SET attempts = attempts + 1, problem = %s, wake_at = %s WHERE id = %s",
                [problem, now + delay, run.id],
            )


def _move(runs: Sequence[Run], now: datetime) -> None:
    batch = Batch()
    for run in runs:
        if not run.is_running:
            # A paused journey holds its people: without a timer they cost nothing until it goes on.
            run.is_moving = False
    _leave(runs, now, batch)
    for _ in range(MAX_WAVES):
        moving = [run for run in runs if run.is_moving]
        if not moving:
            break
        _wave(moving, now, batch)
    for run in runs:
        if run.is_moving:
            run.wake_at = now
    _apply_effects(batch, now)
    _write(runs, batch, now)
    take_back(batch.left, now)


def _leave(runs: Sequence[Run], now: datetime, batch: Batch) -> None:
    """End the runs whose goal or exit has come true meanwhile without an event that says so."""
    people: dict[int, tuple[Definition, set[int]]] = {}
    for run in runs:
        if run.is_moving and run.definition.conditional_exits:
            people.setdefault(run.version_id, (run.definition, set()))[1].add(run.contact_id)
    leaving = exits_that_hold(people, now) if people else {}
    for run in runs:
        exit_ = leaving.get((run.version_id, run.contact_id)) if run.is_moving else None
        if exit_ is not None:
            _note(batch, run, _context(run, now), "finish", exit_.reason, _text({"exit": True}))
            run.is_moving, run.finish_reason = False, exit_.reason
            batch.left.append((run.id, exit_.reason))


def _wave(runs: Sequence[Run], now: datetime, batch: Batch) -> None:
    groups: dict[tuple[int, str], list[Run]] = defaultdict(list)
    for run in runs:
        groups[(run.version_id, run.step_id)].append(run)
    for (_, step_id), group in groups.items():
        step = group[0].definition.by_id[step_id]
        contexts = [_context(run, now) for run in group]
        if type(step).load is not StepConfig.load and any(run.id in batch.latest for run in group):
            _apply_effects(batch, now)
        loaded = step.load(contexts)
        for run, context in zip(group, contexts, strict=True):
            if loaded:
                context = _context(run, now, loaded.get(run.id))
            _settle(run, step, context, step.run(context), batch)


def _context(run: Run, now: datetime, loaded: Any = None) -> StepContext:
    return StepContext(
        enrollment_id=run.id,
        contact_id=run.contact_id,
        journey_id=run.journey_id,
        journey_slug=run.journey_slug,
        key=run.key,
        visit=run.visit,
        now=now,
        entered_at=run.entered_at,
        reached_at=run.reached_at,
        woken_by=run.woken_by,
        subject=run.subject,
        loaded=loaded,
    )


def _settle(run: Run, step: StepConfig, context: StepContext, outcome: Outcome, batch: Batch) -> None:
    """Take a step's answer: move, wait or leave, and note the decision and what is to happen."""
    run.woken_by = ""
    match outcome:
        case Sleep():
            run.is_moving = False
            run.wake_at, run.waiting_for = outcome.until, outcome.waiting_for
            _note(batch, run, context, "sleep", outcome.reason, _until(outcome.until))
        case Finish():
            is_withheld = _plan(batch, run, context, step.id, outcome.effects)
            _note(batch, run, context, "finish", outcome.reason, _text(WITHHELD if is_withheld else {}))
            run.is_moving, run.finish_reason = False, outcome.reason
        case Advance():
            is_withheld = _plan(batch, run, context, step.id, outcome.effects)
            facts = {**outcome.facts, **WITHHELD} if is_withheld else outcome.facts
            _note(batch, run, context, "advance", outcome.reason, _text(facts))
            target = run.definition.next_of(step, outcome.to)
            if target is None:
                run.is_moving, run.finish_reason = False, COMPLETED
            else:
                run.step_id, run.visit, run.reached_at = target, run.visit + 1, context.now


def _plan(batch: Batch, run: Run, context: StepContext, step_id: str, effects: Sequence[Effect]) -> bool:
    """Plan the effects of a step, and tell whether the person goes without any of them."""
    is_withheld = False
    for effect in effects:
        place = _place(type(effect))
        if place < batch.latest.get(run.id, place):
            _apply_effects(batch, context.now)
        batch.latest[run.id] = place
        goes_without = run.is_held_out and effect.is_withheld
        is_withheld = is_withheld or goes_without
        kinds = batch.withheld if goes_without else batch.planned
        kinds[type(effect)].append((run, context, step_id, effect))
    return is_withheld


def _note(batch: Batch, run: Run, context: StepContext, outcome: str, reason: str, facts_text: str) -> None:
    """A visit of a step has at most two decisions: that it waits, and how it was left."""
    number = 2 * run.visit + (0 if outcome == "sleep" else 1)
    batch.decisions[(run.step_id, run.visit, number, outcome, reason, facts_text, context.now)].append(run.id)


# json.dumps would make a new encoder for each decision, which takes longer than writing it.
_encode = json.JSONEncoder(default=str).encode


def _text(facts: Mapping[str, Any]) -> str:
    return _encode(dict(facts)) if facts else "{}"


@lru_cache(maxsize=1024)
def _until(moment: datetime) -> str:
    """The facts of a wait; a whole batch often sleeps until the same moment."""
    return _text({"until": moment.isoformat()})


def _place(kind: type[Effect]) -> tuple[int, str]:
    return kind.order, kind.__name__


def _apply_effects(batch: Batch, now: datetime) -> None:
    for kind in sorted({*batch.planned, *batch.withheld}, key=_place):
        for items, act in ((batch.planned.get(kind), kind.apply), (batch.withheld.get(kind), kind.withhold)):
            if not items:
                continue
            gained = act(
                [Planned(context, step_id, effect, dict(run.subject)) for run, context, step_id, effect in items], now
            )
            for run, *_ in items:
                if run.id in gained:
                    run.subject.update(gained[run.id])
                    batch.gained[run.id] = run.subject
    for gathered in (batch.planned, batch.withheld, batch.latest):
        gathered.clear()


def _write(runs: Sequence[Run], batch: Batch, now: datetime) -> None:
    positions: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for run in runs:
        finished_at = now if run.finish_reason else None
        positions[
            (
                run.step_id,
                run.visit,
                run.reached_at,
                run.wake_at,
                run.waiting_for,
                run.woken_by,
                not run.finish_reason,
                finished_at,
                run.finish_reason,
                0,
                "",
            )
        ].append(run.id)
    sql.update_groups(
        "automation_enrollment",
        {
            "step_id": "text",
            "visit": "int",
            "step_reached_at": "timestamptz",
            "wake_at": "timestamptz",
            "waiting_for": "text",
            "woken_by": "text",
            "is_active": "bool",
            "finished_at": "timestamptz",
            "finish_reason": "text",
            "attempts": "int",
            "problem": "text",
        },
        positions,
    )
    sql.update_rows("automation_enrollment", ("id", "bigint"), {"subject": "jsonb"}, batch.gained.items())
    sql.insert_groups(
        "automation_decision",
        "enrollment_id",
        {
            "step_id": "text",
            "visit": "int",
            "number": "int",
            "outcome": "text",
            "reason": "text",
            "facts": "jsonb",
            "decided_at": "timestamptz",
        },
        batch.decisions,
        # A person woken before the time sleeps again at the same visit: the first decision to wait stands.
        on_conflict="(enrollment_id, number) DO NOTHING",
    )
