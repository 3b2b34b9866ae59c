from typing import Any

import graphene

from ....core.clock import utc_now
from ....scores import score_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationScoreRule

OPTIONAL = frozenset({"within_days", "expires_after_days", "most_per_day", "most_at_once"})


class ScoreRuleCreateInput(BaseInputObjectType):
    name = graphene.String(required=True, description="What the ledger gives as the reason.")
    event = graphene.String(required=True, description="Kind of the events it looks at, as `page_viewed`.")
    filter = JSONString(description="Which of them, as JSON; every one when left out.")
    times = graphene.Int(description="How many of them make one award; 1 when left out.")
    within_days = graphene.Int(description="Within how many days they must happen.")
    points = graphene.Int(required=True, description="What an award gives, or takes below zero.")
    expires_after_days = graphene.Int(description="After how many days an award is taken back.")
    most_per_day = graphene.Int(description="Awards of one contact on one UTC day.")
    most_at_once = graphene.Int(description="Awards of one contact that may last at the same time.")
    is_active = graphene.Boolean(description="Whether it is at work.")

    class Meta:
        name = "AutomationScoreRuleCreateInput"
        description = "The new rule."
        doc_category = DOC_CATEGORY


class ScoreRuleCreate(BaseMutation):
    rule = graphene.Field(AutomationScoreRule, description="The new rule.")

    class Arguments:
        score = graphene.ID(required=True, description="ID of the score.")
        input = ScoreRuleCreateInput(required=True, description="The new rule.")

    class Meta:
        name = "AutomationScoreRuleCreate"
        description = "Create a rule of a score; it looks at events processed from now on."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, score: str, input: dict[str, Any]):
        with refusals("input"):
            rule = score_editing.create_rule(
                pk_or_refusal(score, "AutomationScore", "score"), filled(input, keep=OPTIONAL), utc_now()
            )
        return cls(rule=rule)
