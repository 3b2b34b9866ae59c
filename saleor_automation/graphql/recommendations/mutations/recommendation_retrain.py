import graphene
from django.core.exceptions import NON_FIELD_ERRORS

from ....core import alarm
from ....recommendations.generations import last_trained
from ....recommendations.training import is_training
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, refusal
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationRecommendationReport

TASK = "saleor_automation.retrain_recommendations"


class RecommendationRetrain(BaseMutation):
    report = graphene.Field(
        AutomationRecommendationReport,
        description="The recommendations in use until the new ones are learned; `trainedAt` changes then.",
    )

    class Meta:
        name = "AutomationRecommendationRetrain"
        description = "Have the product recommendations learned anew in the background, from everything known now."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /):
        if is_training():
            text = "The recommendations are being learned right now; wait for the end."
            raise refusal(NON_FIELD_ERRORS, AutomationErrorCode.CONFLICT, text)
        alarm.wake(TASK)
        return cls(report=last_trained())
