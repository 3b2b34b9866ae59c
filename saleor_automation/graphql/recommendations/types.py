import graphene

from ...recommendations.models import RecommendationGeneration
from ...recommendations.quality import PROBLEMS, in_order
from ...recommendations.training import is_training
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY
from ..reader import say
from ..toolkit import BaseObjectType, DateTime, NonNullList, ResolveInfo


class AutomationRecommendationResult(BaseObjectType):
    method = graphene.String(
        required=True,
        description="`ours`, `best_sellers`, or `personal_frequency`: what the person bought most often.",
    )
    hit = graphene.Float(
        required=True, description="Share of questions with a right answer among the first ten, 0 to 1."
    )
    ndcg = graphene.Float(
        required=True, description="Right answers among the first ten weighted by their place; 1 is perfect."
    )
    coverage = graphene.Float(required=True, description="Share of the catalogue that anybody was shown, 0 to 1.")
    questions = graphene.Int(required=True, description="How many people or orders were asked about.")

    class Meta:
        description = "How well one method foretold what was really bought."
        doc_category = DOC_CATEGORY


class AutomationRecommendationTask(BaseObjectType):
    task = graphene.String(
        required=True,
        description=(
            "`new_items`: what people bought for the first time. `next_basket`: their next order, repeats included. "
            "`bought_together`: the rest of an order, seen one of its products."
        ),
    )
    results = NonNullList(AutomationRecommendationResult, required=True, description="Our method first.")

    class Meta:
        description = "One kind of question the recommendations were tried on."
        doc_category = DOC_CATEGORY


class AutomationRecommendationReport(BaseObjectType):
    trained_at = DateTime(required=True, description="When the recommendations in use were learned.")
    trained_until = DateTime(description="The newest order they know.")
    orders_count = graphene.Int(required=True, description="Orders they were learned from.")
    lines_count = graphene.Int(required=True, description="Lines of these orders.")
    views_count = graphene.Int(required=True, description="Product views they were learned from.")
    people_count = graphene.Int(required=True, description="Customers behind the orders.")
    products_count = graphene.Int(required=True, description="Products with at least one order.")
    method = graphene.String(
        required=True, description="`ease`, or `counting` for shops of more than 8,000 products with orders."
    )
    seconds = graphene.Float(required=True, description="How long learning took.")
    is_training = graphene.Boolean(required=True, description="Whether new recommendations are being learned now.")
    problem = graphene.String(description="Why there are no results, and what it would take.")
    held_out_days = graphene.Float(
        required=True, description="The newest days of the shop's past, which were hidden while it was tried."
    )
    held_out_orders_count = graphene.Int(required=True, description="Orders of these days.")
    tasks = NonNullList(AutomationRecommendationTask, required=True, description="Results; empty with a problem.")

    class Meta:
        description = "What the recommendations were learned from, and how good they are on the shop's own past."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_is_training(_root, _info: ResolveInfo):
        # The lock of a training is on the writer; a replica knows nothing of it.
        with allow_writer():
            return is_training()

    @staticmethod
    def resolve_problem(root: RecommendationGeneration, info: ResolveInfo):
        return say(PROBLEMS.get(root.report["problem"]), info)

    @staticmethod
    def resolve_held_out_days(root: RecommendationGeneration, _info: ResolveInfo):
        return root.report["held_out_days"]

    @staticmethod
    def resolve_held_out_orders_count(root: RecommendationGeneration, _info: ResolveInfo):
        return root.report["orders_count"]

    @staticmethod
    def resolve_tasks(root: RecommendationGeneration, _info: ResolveInfo):
        return [
            {"task": task, "results": [{"method": method} | found for method, found in results]}
            for task, results in in_order(root.report["tasks"])
        ]
