from typing import Any

import graphene
from django.utils.text import slugify

from ....core.clock import utc_now
from ....coupons.policies import create_policy
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationCoupon


class CouponCreateInput(BaseInputObjectType):
    name = graphene.String(required=True, description="What the marketer calls it.")
    slug = graphene.String(description="What journeys call it; made of the name when left out. It never changes.")
    definition = JSONString(required=True, description="Its terms; see `automationCouponSchema`.")

    class Meta:
        name = "AutomationCouponCreateInput"
        description = "A new coupon."
        doc_category = DOC_CATEGORY


class CouponCreate(BaseMutation):
    coupon = graphene.Field(AutomationCoupon, description="The coupon as it is now.")

    class Arguments:
        input = CouponCreateInput(required=True, description="A new coupon.")

    class Meta:
        name = "AutomationCouponCreate"
        description = "Create a coupon that journeys can give."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        slug = input.get("slug") or slugify(input["name"])[:100]
        with refusals("input"):
            policy = create_policy(slug, input["name"], input["definition"], utc_now())
        return cls(coupon=policy)
