from typing import Any

import graphene

from ....core.clock import utc_now
from ....scores import score_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, NonNullList, ResolveInfo
from ..types import AutomationScore


class ScoreCreateInput(BaseInputObjectType):
    slug = graphene.String(required=True, description="Name in conditions and events; it stays.")
    name = graphene.String(required=True, description="What people call it.")
    description = graphene.String(description="What it is for.")
    minimum = graphene.Int(description="The value never falls below; 0 or less.")
    maximum = graphene.Int(description="The value never rises above; 0 or more.")
    thresholds = NonNullList(graphene.Int, description="Values that tell the journeys when they are passed.")
    is_active = graphene.Boolean(description="Whether its rules are at work.")

    class Meta:
        name = "AutomationScoreCreateInput"
        description = "The new score."
        doc_category = DOC_CATEGORY


class ScoreCreate(BaseMutation):
    score = graphene.Field(AutomationScore, description="The new score.")

    class Arguments:
        input = ScoreCreateInput(required=True, description="The new score.")

    class Meta:
        name = "AutomationScoreCreate"
        description = "Create a lead score; rules make it move."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals("input"):
            score = score_editing.create_score(filled(input, keep={"minimum", "maximum"}), utc_now())
        return cls(score=score)
