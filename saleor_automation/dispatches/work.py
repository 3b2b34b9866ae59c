"""One dispatch while it is handed over, and the guard that keeps one of them from holding up the others."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from .calls import Answer

logger = logging.getLogger(__name__)


class Work(NamedTuple):
    """A dispatch a worker has claimed; see Dispatch. journey_slug and journey_name are empty for one that is gone."""

    id: int
    key: str
    kind: str
    contact_id: int
    journey_slug: str
    journey_name: str
    step_id: str
    target: str
    note: str
    about: Mapping[str, Any]
    data: Mapping[str, Any]
    planned_at: datetime
    attempts: int


def answered(work: Work, hand: Callable[[], Answer]) -> Answer:
    """Hand one over; what fails on our side is logged, and tried again like a refusal."""
    try:
        return hand()
    except Exception as error:
        logger.exception("automation: dispatch %d of kind %s failed", work.id, work.kind)
        return Answer("deferred", "not_made", type(error).__name__)
