import graphene

from ...recommendations.models import RecommendationGeneration
from ..common import DOC_CATEGORY, STAFF, rows
from ..toolkit import PermissionsField, ResolveInfo
from .mutations.recommendation_retrain import RecommendationRetrain
from .types import AutomationRecommendationReport


class RecommendationQueries(graphene.ObjectType):
    automation_recommendation_report = PermissionsField(
        AutomationRecommendationReport,
        description=(
            "How good the product recommendations are, tried on the newest part of the shop's own past; null before "
            "they were learned for the first time."
        ),
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_recommendation_report(_root, info: ResolveInfo):
        return rows(RecommendationGeneration, info).order_by("-id").first()


class RecommendationMutations(graphene.ObjectType):
    automation_recommendation_retrain = RecommendationRetrain.Field()
