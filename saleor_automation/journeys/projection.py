"""What comes next for somebody inside, as far as it can be told: pure, from the position and the definition."""

from dataclasses import dataclass
from datetime import datetime

from .definition import Definition
from .models import Enrollment
from .steps.ab_test import AbTest
from .steps.base import StepConfig
from .steps.branch import Branch
from .steps.end import End
from .steps.random_split import RandomSplit
from .steps.wait import Wait
from .steps.wait_for import WaitFor
from .story_words import moment_text, sentence

MOST_STEPS = 20
"""Nobody reads farther ahead."""


@dataclass(frozen=True, slots=True)
class Coming:
    """at is empty where the moment depends on what is not known yet."""

    at: datetime | None
    step_id: str
    title: str


def project(run: Enrollment, definition: Definition, now: datetime, language: str) -> list[Coming]:
    """Return what comes, in order; nothing for a run that has ended or a step that is gone."""
    step = definition.by_id.get(run.step_id)
    if not run.is_active or step is None or run.problem:
        return []
    title = _title(step, language)
    if run.wake_at is None:
        return [Coming(None, step.id, sentence("held", language, step=title))]
    if run.wake_at <= now:
        found, at = [Coming(now, step.id, sentence("next_due", language, step=title))], now
        if not step.is_wait and _decides(step):
            return found
    else:
        at = run.wake_at
        name = "next_wait_for" if isinstance(step, WaitFor) else "next_wait"
        # A wait for something is looked at again meanwhile; its end is what counts.
        at = run.step_reached_at + step.limit if isinstance(step, WaitFor) else at
        found = [Coming(at, step.id, sentence(name, language, step=title, until=moment_text(at, language)))]
    if isinstance(step, WaitFor):
        return found
    return found + _following(definition, step, at, language)


def _following(definition: Definition, step: StepConfig, at: datetime | None, language: str) -> list[Coming]:
    found: list[Coming] = []
    seen = {step.id}
    while len(found) < MOST_STEPS:
        target = None if isinstance(step, End) else definition.next_of(step, None)
        if target is None:
            return [*found, Coming(at, "", sentence("next_end", language))]
        step = definition.by_id[target]
        title = _title(step, language)
        if step.id in seen or _decides(step):
            return [*found, Coming(at, step.id, sentence("next_unknown", language, step=title))]
        seen.add(step.id)
        found.append(Coming(at, step.id, sentence("next_step", language, step=title)))
        if isinstance(step, Wait):
            at = at + step.duration if at is not None else None
        elif step.is_wait:
            at = None
    return found


def _decides(step: StepConfig) -> bool:
    """Tell whether the way on from a step depends on what is not known before; an A/B test leads one way only."""
    return isinstance(step, Branch | RandomSplit | WaitFor) or (
        not isinstance(step, AbTest) and any(target != step.next for target in step.targets())
    )


def _title(step: StepConfig, language: str) -> str:
    return step.label or step.titles[language]
