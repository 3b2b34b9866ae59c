import graphene

from ....journeys import mentions
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationTier


class TierDelete(BaseMutation):
    tier = graphene.Field(AutomationTier, description="What is gone, as it was.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of what is to be deleted.")

    class Meta:
        name = "AutomationTierDelete"
        description = "Delete a tier that nothing uses and nobody stands in."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            tier = mentions.delete_tier(pk_or_refusal(id, "AutomationTier"))
        return cls(tier=tier)
