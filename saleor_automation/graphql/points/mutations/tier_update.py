from typing import Any

import graphene

from ....core.clock import utc_now
from ....scores import programme_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo
from ..types import AutomationTier


class TierUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What customers know it by.")
    threshold = graphene.Int(description="How many earned points lead to it.")

    class Meta:
        name = "AutomationTierUpdateInput"
        description = "What changes."
        doc_category = DOC_CATEGORY


class TierUpdate(BaseMutation):
    tier = graphene.Field(AutomationTier, description="The tier as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the tier.")
        input = TierUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationTierUpdate"
        description = "Change a loyalty tier; who stands in it is found with the next pass."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        with refusals("input"):
            tier = programme_editing.update_tier(pk_or_refusal(id, "AutomationTier"), filled(input), utc_now())
        return cls(tier=tier)
