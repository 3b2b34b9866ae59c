"""Promise the person a code of their own; the mails behind this step can show it.

The code itself is issued by the outbox, in the transaction that decides to send the first mail that shows it: whoever
is not written to costs no voucher.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class PromiseCoupon(Effect):
    policy: str

    order: ClassVar[int] = 10

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        return {
            item.context.enrollment_id: {"coupon": {"policy": item.effect.policy, "key": item.key}} for item in planned
        }


class GiveCoupon(StepConfig):
    kind: Literal["give_coupon"] = "give_coupon"
    policy: str

    def references(self) -> Sequence[tuple[str, str]]:
        return [("coupon", self.policy)]

    def run(self, context: StepContext) -> Outcome:
        return Advance(effects=(PromiseCoupon(self.policy),), reason="promised", facts={"policy": self.policy})
