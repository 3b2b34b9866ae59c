import graphene

from ....scores import score_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationScoreRule


class ScoreRuleDelete(BaseMutation):
    rule = graphene.Field(AutomationScoreRule, description="What is gone, as it was.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of what is to be deleted.")

    class Meta:
        name = "AutomationScoreRuleDelete"
        description = "Delete a rule. What it gave stays, and is over when it was to be."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            rule = score_editing.delete_rule(pk_or_refusal(id, "AutomationScoreRule"))
        return cls(rule=rule)
