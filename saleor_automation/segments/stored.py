"""Segments as the pass works with them: read from the table, compiled at a moment."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..core import sql
from .compilation import Compiled, compile_with
from .conditions import Condition
from .knowing import learn_about, stored_condition
from .models import SegmentState


@dataclass(frozen=True)
class StoredSegment:
    id: int
    slug: str
    name: str
    condition: Condition
    state: str
    revision: int
    known: dict[str, Any]
    problem: str

    @property
    def is_current(self) -> bool:
        return self.state == SegmentState.CURRENT

    def compiled(self, now: datetime) -> Compiled:
        """Compile with the product ids and rates the segment was built with, so that all its members agree."""
        return compile_with(self.condition, now, learn_about([self.condition], self.known))


_COLUMNS = "id, slug, name, condition::text, state, revision, known::text, problem"


def load_segments(where: str = "TRUE", params: Sequence[Any] = ()) -> list[StoredSegment]:
    """Return segments in the order of their ids; where is a clause over automation_segment."""
    rows = sql.fetch_all(f"SELECT {_COLUMNS} FROM automation_segment WHERE {where} ORDER BY id", params)  # noqa: S608
    return [
        StoredSegment(
            id=row[0],
            slug=row[1],
            name=row[2],
            condition=stored_condition(row[3]),
            state=row[4],
            revision=row[5],
            known=json.loads(row[6]),
            problem=row[7],
        )
        for row in rows
    ]
