import graphene

from ....journeys import mentions
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationReward


class RewardDelete(BaseMutation):
    reward = graphene.Field(AutomationReward, description="What is gone, as it was.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of what is to be deleted.")

    class Meta:
        name = "AutomationRewardDelete"
        description = "Delete a reward nobody ever got and no journey speaks of."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            reward = mentions.delete_reward(pk_or_refusal(id, "AutomationReward"))
        return cls(reward=reward)
