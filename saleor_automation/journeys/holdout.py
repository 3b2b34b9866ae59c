"""Keep a share of the people of a journey without its effects, so that it can be told what the journey changes.

Who is held out is drawn from the journey and the person alone: somebody is held out of every run of a journey or of
none, and a simulation holds out the same people. It is written into the run when it begins. Changing the percentage
concerns those who enter from then on; whoever is held out at a lower percentage is so at every higher one.
"""

from ..core.exceptions import InvalidDefinition
from .definition import Definition
from .models import DEFAULT_HOLDOUT_PERCENT, MOST_HOLDOUT_PERCENT, Journey
from .shares import draw
from .steps.ab_test import AbTest
from .steps.base import StepConfig
from .steps.invite import Invite
from .steps.send import Send


def is_held_out(journey_slug: str, contact_id: int, percent: int) -> bool:
    """Tell whether a person who enters a journey now is held out of it."""
    return percent > 0 and draw(f"holdout:{journey_slug}:{contact_id}") * 100 < percent


def usual_percent(definition: Definition) -> int:
    """Return the share a recipe holds out that does not say: none where no mail wants anything of people.

    Without such a mail there is nothing whose worth could be told: tags, scores and points are only kept right.
    """
    return DEFAULT_HOLDOUT_PERCENT if any(map(_wants_something, definition.steps)) else 0


def _wants_something(step: StepConfig) -> bool:
    if isinstance(step, Send | AbTest):
        return step.message_kind != "transactional"
    return isinstance(step, Invite)


def set_holdout(journey: Journey, percent: int) -> None:
    """Let this share of the people who enter from now on pass without effect; 0 holds out nobody.

    Raises InvalidDefinition; then the share stays as it was.
    """
    checked = checked_percent(percent, f"Journey '{journey.slug}'")
    Journey.objects.filter(pk=journey.pk).update(holdout_percent=checked)
    journey.holdout_percent = checked


def checked_percent(percent: object, subject: str) -> int:
    """Return a percentage that can be held out. Raises InvalidDefinition, naming subject."""
    if isinstance(percent, int) and not isinstance(percent, bool) and 0 <= percent <= MOST_HOLDOUT_PERCENT:
        return percent
    remedy = f"It is {percent!r}; use a whole number from 0, which holds out nobody, to {MOST_HOLDOUT_PERCENT}."
    raise InvalidDefinition(subject, [("holdout_percent", remedy)])
