"""Go one way if a condition holds for the person now, another way if not."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ...segments.compilation import matching
from ...segments.conditions import RootCondition
from .base import Advance, Outcome, StepConfig, StepContext


class Branch(StepConfig):
    kind: Literal["branch"] = "branch"
    titles = {"en": "Branch", "it": "Bivio"}
    condition: RootCondition
    then: str = ""
    otherwise: str = ""

    def targets(self) -> Sequence[str]:
        return [target for target in (self.next, self.then, self.otherwise) if target]

    def has_following(self) -> bool:
        return not self.next and not (self.then and self.otherwise)

    def conditions(self) -> Sequence[Any]:
        return [self.condition]

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        if not contexts:
            return {}
        found = matching(self.condition, {context.contact_id for context in contexts}, contexts[0].now)
        return {context.enrollment_id: context.contact_id in found for context in contexts}

    def run(self, context: StepContext) -> Outcome:
        holds = bool(context.loaded)
        target = self.then if holds else self.otherwise
        return Advance(to=target or None, reason="then" if holds else "otherwise", facts={"condition": holds})
