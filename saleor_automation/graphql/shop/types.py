import graphene

from ...tracking.models import Attribution
from ..common import DOC_CATEGORY, MoneyAmount
from ..journeys.dataloaders import JourneyByIdLoader
from ..messages.dataloaders import MessageByIdLoader
from ..toolkit import BaseObjectType, DateTime, Money, ResolveInfo


class AutomationAttribution(BaseObjectType):
    touch = graphene.String(required=True, description="What connects them: `click` or `coupon`.")
    touched_at = DateTime(required=True, description="When it was clicked or given.")
    ordered_at = DateTime(required=True)
    amount = graphene.Field(Money, required=True, description="Gross amount of the order.")
    message = graphene.Field("saleor_automation.graphql.messages.types.AutomationMessage")
    journey = graphene.Field("saleor_automation.graphql.journeys.types.AutomationJourney")

    class Meta:
        description = "The message an order is credited to: the last one touched before it."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_amount(root: Attribution, _info: ResolveInfo):
        return MoneyAmount(root.amount, root.currency)

    @staticmethod
    def resolve_message(root: Attribution, info: ResolveInfo):
        return MessageByIdLoader(info.context).load(root.message_id) if root.message_id else None

    @staticmethod
    def resolve_journey(root: Attribution, info: ResolveInfo):
        return JourneyByIdLoader(info.context).load(root.journey_id) if root.journey_id else None
