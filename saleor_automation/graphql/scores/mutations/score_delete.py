import graphene

from ....journeys import mentions
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationScore


class ScoreDelete(BaseMutation):
    score = graphene.Field(AutomationScore, description="What is gone, as it was.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of what is to be deleted.")

    class Meta:
        name = "AutomationScoreDelete"
        description = "Delete a score that nothing uses, with its rules, its ledger and everybody's value."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            score = mentions.delete_score(pk_or_refusal(id, "AutomationScore"))
        return cls(score=score)
