from typing import Any

import graphene

from ....core.clock import utc_now
from ....coupons.policies import update_policy
from ....journeys.uses import users_of_coupon
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationCoupon


class CouponUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What the marketer calls it.")
    definition = JSONString(description="All of its terms; a change makes a new version.")
    revision = graphene.String(
        description="The revision the change was made from; if somebody else has saved since, nothing is changed."
    )

    class Meta:
        name = "AutomationCouponUpdateInput"
        description = "What is to change."
        doc_category = DOC_CATEGORY


class CouponUpdate(BaseMutation):
    coupon = graphene.Field(AutomationCoupon, description="The coupon as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the coupon to change.")
        input = CouponUpdateInput(required=True, description="What is to change.")

    class Meta:
        name = "AutomationCouponUpdate"
        description = (
            "Change a coupon. What was given to people keeps its terms; what is given from now on has the new ones."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        policy_id = pk_or_refusal(id, "AutomationCoupon")
        with refusals("input"):
            policy = update_policy(
                policy_id,
                input.get("name"),
                input.get("definition"),
                users_of_coupon,
                utc_now(),
                revision=input.get("revision"),
            )
        return cls(coupon=policy)
