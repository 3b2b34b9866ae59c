"""Go one way while a season lasts, another way before and after it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, Self

from pydantic import model_validator

from ..local_time import zones_of
from .base import Advance, Outcome, StepConfig, StepContext


class BranchDates(StepConfig):
    """begins and ends are days on the person's own clocks, both of them inside; one of the two may be left out."""

    kind: Literal["branch_dates"] = "branch_dates"
    titles = {"en": "Branch by season", "it": "Bivio per periodo"}
    begins: date | None = None
    ends: date | None = None
    then: str = ""
    otherwise: str = ""

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.begins is None and self.ends is None:
            raise ValueError("Say on which day the season begins, or ends, or both.")
        if self.begins is not None and self.ends is not None and self.ends < self.begins:
            raise ValueError(f"It ends on {self.ends}, before it begins; change one of the days.")
        return self

    def targets(self) -> Sequence[str]:
        return [target for target in (self.next, self.then, self.otherwise) if target]

    def has_following(self) -> bool:
        return not self.next and not (self.then and self.otherwise)

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        ids = {context.contact_id for context in contexts}
        zones = zones_of(ids) if ids else {}
        return {context.enrollment_id: zones[context.contact_id] for context in contexts}

    def run(self, context: StepContext) -> Outcome:
        today = context.now.astimezone(context.loaded).date()
        is_in = (self.begins is None or self.begins <= today) and (self.ends is None or today <= self.ends)
        target = self.then if is_in else self.otherwise
        return Advance(to=target or None, reason="then" if is_in else "otherwise", facts={"today": today.isoformat()})
