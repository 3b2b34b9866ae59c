import graphene
from django.db import transaction

from ....core.clock import utc_now
from ....coupons.revoking import revoke_one
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationCouponCode


class CouponCodeRevoke(BaseMutation):
    coupon_code = graphene.Field(AutomationCouponCode, description="What was taken back.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the person's coupon.")

    class Meta:
        name = "AutomationCouponCodeRevoke"
        description = "Take back a coupon that was not used: its code is refused at the checkout from now on."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        coupon_id = pk_or_refusal(id, "AutomationCouponCode")
        with refusals("id"), transaction.atomic():
            coupon = revoke_one(coupon_id, utc_now())
        return cls(coupon_code=coupon)
