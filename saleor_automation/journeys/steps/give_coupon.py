"""Promise the person a coupon of their own; the mails behind this step can show it.

A code is issued by the outbox, in the transaction that decides to send the first mail that shows it: whoever is not
written to costs no voucher. A membership or an entry in a contest needs no mail, and is given here and now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from ...coupons.issuing import CouponRequest, give_at_once
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class PromiseCoupon(Effect):
    policy: str
    if_none: str = "skip"
    for_product: bool = False

    order: ClassVar[int] = 10

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        give_at_once(
            [
                CouponRequest(item.key, item.effect.policy, item.context.contact_id, item.context.enrollment_id)
                for item in planned
            ],
            now,
        )
        return _promises(planned)

    @classmethod
    def withhold(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        """Note the promise, so that a mail that is withheld can tell whether there would have been a coupon."""
        return _promises(planned)

    @property
    def wish(self) -> dict[str, str]:
        return {"if_none": self.if_none} if self.if_none != "skip" else {}


def _promises(planned: Sequence[Planned]) -> dict[int, dict[str, Any]]:
    """Note the promises. A coupon for the product at hand is promised to nobody whose run is about none."""
    return {
        item.context.enrollment_id: {
            "coupon": {"policy": item.effect.policy, "key": item.key, **item.effect.wish, **_product(item)}
        }
        for item in planned
        if _product(item) or not item.effect.for_product
    }


def _product(item: Planned) -> dict[str, int]:
    product_id = item.subject.get("product_id") if item.effect.for_product else None
    return {} if product_id is None else {"product": int(product_id)}


class GiveCoupon(StepConfig):
    """if_none says what becomes of mails that show the coupon when there is none for the person: skip or send them.

    With for_product it is good for the product the run is about, and for nothing else.
    """

    kind: Literal["give_coupon"] = "give_coupon"
    titles = {"en": "Give a coupon", "it": "Assegna un coupon"}
    policy: str
    if_none: Literal["skip", "send"] = "skip"
    for_product: bool = False

    def references(self) -> Sequence[tuple[str, str]]:
        return [("coupon", self.policy)]

    def run(self, context: StepContext) -> Outcome:
        return Advance(
            effects=(PromiseCoupon(self.policy, self.if_none, self.for_product),),
            reason="promised",
            facts={"policy": self.policy},
        )
