from typing import Any

import graphene

from ....scores import score_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, NonNullList, ResolveInfo
from ..types import AutomationScore


class ScoreUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What people call it.")
    description = graphene.String(description="What it is for.")
    minimum = graphene.Int(description="The value never falls below; 0 or less.")
    maximum = graphene.Int(description="The value never rises above; 0 or more.")
    thresholds = NonNullList(graphene.Int, description="Values that tell the journeys when they are passed.")
    is_active = graphene.Boolean(description="Whether its rules are at work.")

    class Meta:
        name = "AutomationScoreUpdateInput"
        description = "What changes; null for a limit removes it."
        doc_category = DOC_CATEGORY


class ScoreUpdate(BaseMutation):
    score = graphene.Field(AutomationScore, description="The score as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the score.")
        input = ScoreUpdateInput(required=True, description="What changes; null for a limit removes it.")

    class Meta:
        name = "AutomationScoreUpdate"
        description = "Change a lead score. Limits and thresholds are for what moves from now on."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        with refusals("input"):
            score = score_editing.update_score(
                pk_or_refusal(id, "AutomationScore"), filled(input, keep={"minimum", "maximum"})
            )
        return cls(score=score)
