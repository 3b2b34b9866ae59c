import graphene

from ...reports.journeys import JourneyCounts
from ..common import DOC_CATEGORY, MoneyAmount
from ..enums import MessageStateEnum
from ..toolkit import BaseObjectType, Money, NonNullList, ResolveInfo


class AutomationReasonCount(BaseObjectType):
    reason = graphene.String(required=True, description="The reason, for instance `ordered`.")
    count = graphene.Int(required=True)

    class Meta:
        description = "How many runs of a journey ended for one reason."
        doc_category = DOC_CATEGORY


class AutomationMessageCount(BaseObjectType):
    state = MessageStateEnum(required=True)
    reason = graphene.String(required=True, description="Why they were not sent; empty for those that were.")
    count = graphene.Int(required=True)

    class Meta:
        description = "How many messages of a journey are in one state for one reason."
        doc_category = DOC_CATEGORY


class AutomationJourneyCounts(BaseObjectType):
    entered = graphene.Int(required=True, description="Runs begun.")
    active = graphene.Int(required=True, description="Runs still inside.")
    stuck = graphene.Int(required=True, description="Runs inside that a problem keeps from moving on.")
    finished = NonNullList(AutomationReasonCount, required=True, description="Runs ended, by reason.")
    messages = NonNullList(AutomationMessageCount, required=True, description="Messages, by state and reason.")
    opened = graphene.Int(required=True, description="Messages a person opened.")
    clicked = graphene.Int(required=True, description="Messages a person followed a link in.")
    coupons_issued = graphene.Int(required=True)
    coupons_redeemed = graphene.Int(required=True)
    orders_attributed = graphene.Int(required=True, description="Orders credited to a message of this journey.")
    revenue_attributed = NonNullList(Money, required=True, description="Gross amount of those orders, by currency.")

    class Meta:
        description = "What a journey did since it was made."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_finished(root: JourneyCounts, _info: ResolveInfo):
        return [{"reason": reason, "count": count} for reason, count in root.finished.items()]

    @staticmethod
    def resolve_messages(root: JourneyCounts, _info: ResolveInfo):
        return [{"state": state, "reason": reason, "count": count} for (state, reason), count in root.messages.items()]

    @staticmethod
    def resolve_revenue_attributed(root: JourneyCounts, _info: ResolveInfo):
        return [MoneyAmount(amount, currency) for currency, amount in root.revenue_attributed.items()]
