from typing import Any

import graphene

from ....core.clock import utc_now
from ....scores import programme_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo
from ..types import AutomationTier


class TierCreateInput(BaseInputObjectType):
    slug = graphene.String(required=True, description="Name in conditions and events; it stays.")
    name = graphene.String(required=True, description="What customers know it by.")
    threshold = graphene.Int(required=True, description="How many earned points lead to it.")

    class Meta:
        name = "AutomationTierCreateInput"
        description = "The new tier."
        doc_category = DOC_CATEGORY


class TierCreate(BaseMutation):
    tier = graphene.Field(AutomationTier, description="The new tier.")

    class Arguments:
        input = TierCreateInput(required=True, description="The new tier.")

    class Meta:
        name = "AutomationTierCreate"
        description = "Create a loyalty tier; whoever has earned enough comes to it with the next pass."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals("input"):
            tier = programme_editing.create_tier(filled(input), utc_now())
        return cls(tier=tier)
