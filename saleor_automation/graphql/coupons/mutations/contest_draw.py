from datetime import datetime

import graphene

from ....core.clock import utc_now
from ....coupons.contests import draw
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, DateTime, ResolveInfo
from ..types import AutomationContestDraw


class ContestDrawMutation(BaseMutation):
    draw = graphene.Field(AutomationContestDraw, description="The draw with its winners.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the coupon that gives the entries.")
        seed = graphene.String(
            required=True, description="Text that decides the draw; the same seed and entries give the same winners."
        )
        winners = graphene.Int(required=True, description="How many win; nobody wins twice.")
        entered_until = DateTime(description="Entries up to this moment take part; up to now when left out.")

    class Meta:
        name = "AutomationContestDrawCreate"
        description = "Draw the winners of a contest and write the draw down."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(
        cls, _root, _info: ResolveInfo, /, *, id: str, seed: str, winners: int, entered_until: datetime | None = None
    ):
        policy_id = pk_or_refusal(id, "AutomationCoupon")
        now = utc_now()
        with refusals("id"):
            made = draw(policy_id, seed, winners, entered_until or now, now)
        return cls(draw=made)
