"""Give the person a code of their own; the mails behind this step can show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from ...coupons.issuing import CouponRequest, issue
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class IssueCoupon(Effect):
    policy: str

    order: ClassVar[int] = 10

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        requests = {
            item.context.enrollment_id: CouponRequest(
                key=item.key,
                policy=item.effect.policy,
                contact_id=item.context.contact_id,
                enrollment_id=item.context.enrollment_id,
            )
            for item in planned
        }
        issued = issue(list(requests.values()), now)
        return {enrollment_id: {"coupon_id": issued.get(request.key)} for enrollment_id, request in requests.items()}


class GiveCoupon(StepConfig):
    kind: Literal["give_coupon"] = "give_coupon"
    policy: str

    def references(self) -> Sequence[tuple[str, str]]:
        return [("coupon", self.policy)]

    def run(self, context: StepContext) -> Outcome:
        return Advance(effects=(IssueCoupon(self.policy),), reason="asked for", facts={"policy": self.policy})
