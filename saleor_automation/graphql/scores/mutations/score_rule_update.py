from typing import Any

import graphene

from ....scores import score_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationScoreRule
from .score_rule_create import OPTIONAL


class ScoreRuleUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What the ledger gives as the reason.")
    event = graphene.String(description="Kind of the events it looks at, as `page_viewed`.")
    filter = JSONString(description="Which of them, as JSON; every one when left out.")
    times = graphene.Int(description="How many of them make one award; 1 when left out.")
    within_days = graphene.Int(description="Within how many days they must happen.")
    points = graphene.Int(description="What an award gives, or takes below zero.")
    expires_after_days = graphene.Int(description="After how many days an award is taken back.")
    most_per_day = graphene.Int(description="Awards of one contact on one UTC day.")
    most_at_once = graphene.Int(description="Awards of one contact that may last at the same time.")
    is_active = graphene.Boolean(description="Whether it is at work.")

    class Meta:
        name = "AutomationScoreRuleUpdateInput"
        description = "What changes; null removes a limit."
        doc_category = DOC_CATEGORY


class ScoreRuleUpdate(BaseMutation):
    rule = graphene.Field(AutomationScoreRule, description="The rule as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the rule.")
        input = ScoreRuleUpdateInput(required=True, description="What changes; null removes a limit.")

    class Meta:
        name = "AutomationScoreRuleUpdate"
        description = "Change a rule for events processed from now on."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        with refusals("input"):
            rule = score_editing.update_rule(pk_or_refusal(id, "AutomationScoreRule"), filled(input, keep=OPTIONAL))
        return cls(rule=rule)
