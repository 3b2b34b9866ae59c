import graphene

from ....core.clock import utc_now
from ....coupons.policies import set_paused
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationCoupon


class CouponPause(BaseMutation):
    coupon = graphene.Field(AutomationCoupon, description="The coupon as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the coupon to pause.")

    class Meta:
        name = "AutomationCouponPause"
        description = "Give no coupon of this policy until it is resumed; those given stay good."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        policy_id = pk_or_refusal(id, "AutomationCoupon")
        with refusals("id"):
            policy = set_paused(policy_id, True, utc_now())
        return cls(coupon=policy)


class CouponResume(BaseMutation):
    coupon = graphene.Field(AutomationCoupon, description="The coupon as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the coupon to resume.")

    class Meta:
        name = "AutomationCouponResume"
        description = "Give coupons of a paused policy again."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        policy_id = pk_or_refusal(id, "AutomationCoupon")
        with refusals("id"):
            policy = set_paused(policy_id, False, utc_now())
        return cls(coupon=policy)
