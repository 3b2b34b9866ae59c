from typing import Any

import graphene

from ....core.clock import utc_now
from ....scores import programme_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo
from ..types import AutomationReward


class RewardCreateInput(BaseInputObjectType):
    slug = graphene.String(required=True, description="Name to redeem it by; it stays.")
    name = graphene.String(required=True, description="What customers know it by.")
    points = graphene.Int(required=True, description="What it costs.")
    policy_slug = graphene.String(required=True, description="Slug of the coupon it gives.")
    is_active = graphene.Boolean(description="Whether it can be had.")

    class Meta:
        name = "AutomationRewardCreateInput"
        description = "The new reward."
        doc_category = DOC_CATEGORY


class RewardCreate(BaseMutation):
    reward = graphene.Field(AutomationReward, description="The new reward.")

    class Arguments:
        input = RewardCreateInput(required=True, description="The new reward.")

    class Meta:
        name = "AutomationRewardCreate"
        description = "Create a reward that points buy."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals("input"):
            reward = programme_editing.create_reward(filled(input), utc_now())
        return cls(reward=reward)
