import graphene

from ....coupons.policies import delete_policy
from ....journeys.uses import users_of_coupon
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo


class CouponDelete(BaseMutation):
    slug = graphene.String(description="Slug of the coupon that is gone.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the coupon to delete.")

    class Meta:
        name = "AutomationCouponDelete"
        description = "Delete a coupon that nobody was given and nothing gives; any other can be paused."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        policy_id = pk_or_refusal(id, "AutomationCoupon")
        with refusals("id"):
            policy = delete_policy(policy_id, users_of_coupon)
        return cls(slug=policy.slug)
