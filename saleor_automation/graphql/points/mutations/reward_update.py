from typing import Any

import graphene

from ....scores import programme_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo
from ..types import AutomationReward


class RewardUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What customers know it by.")
    points = graphene.Int(description="What it costs.")
    policy_slug = graphene.String(description="Slug of the coupon it gives.")
    is_active = graphene.Boolean(description="Whether it can be had.")

    class Meta:
        name = "AutomationRewardUpdateInput"
        description = "What changes."
        doc_category = DOC_CATEGORY


class RewardUpdate(BaseMutation):
    reward = graphene.Field(AutomationReward, description="The reward as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the reward.")
        input = RewardUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationRewardUpdate"
        description = "Change a reward for wishes from now on."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        with refusals("input"):
            reward = programme_editing.update_reward(pk_or_refusal(id, "AutomationReward"), filled(input))
        return cls(reward=reward)
