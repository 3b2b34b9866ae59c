"""Recommendations as they would have been known: learned again at virtual moments, from what had happened by then.

Production learns anew every day. A simulation does it at its beginning and then once a month of its own time, because a
training takes as long as hundreds of passes. Nothing later than the moment of a training goes into it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from ..core import sql
from ..recommendations.generations import write
from ..recommendations.training import study

EVERY: Final = timedelta(days=30)

LEARNED: Final = frozenset(
    {"automation_recommendationgeneration", "automation_productneighbours", "automation_bestsellers"}
)
"""What a training writes: shadows that begin empty where a simulation learns by itself."""


class Recommender:
    """Learns when its time has come, from what people bought and saw; trainings says how often it did."""

    def __init__(self, since: datetime) -> None:
        self.next_at = since
        self.trainings = 0

    def learn_if_due(self, now: datetime) -> bool:
        """Learn from everything that had happened by now, if that is due."""
        if now < self.next_at:
            return False
        with transaction.atomic():
            with _reading_what_is_real():
                lesson = study(now, is_judged=False)
            write(lesson.facts, lesson.learned, lesson.sellers, now)
        self.next_at = now + EVERY
        self.trainings += 1
        return True


@contextmanager
def _reading_what_is_real() -> Iterator[None]:
    """Let names lead past the shadows inside the block, to the whole past; the session stays read only.

    Must run in a transaction, whose end lets them lead to the shadows again if the block fails.
    """
    path = sql.fetch_all("SELECT current_setting('search_path')")[0][0]
    sql.fetch_all("SELECT set_config('search_path', %s, TRUE)", [f"{path}, pg_temp"])
    yield
    sql.fetch_all("SELECT set_config('search_path', %s, TRUE)", [path])
