from typing import Any

import graphene

from ...reports.journey_list import JourneySummary
from ...reports.journeys import JourneyCounts, Passage
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


class AutomationHeldOutCounts(BaseObjectType):
    entered = graphene.Int(required=True, description="Runs begun by people who are held out.")
    active = graphene.Int(required=True, description="Those of them still inside.")
    finished = NonNullList(AutomationReasonCount, required=True, description="Those of them ended, by reason.")
    ghosts = graphene.Int(required=True, description="Messages that would have been sent to them.")
    messages = NonNullList(
        AutomationMessageCount, required=True, description="Messages planned for them, by state and reason."
    )

    class Meta:
        description = "What became of the people a journey left without its effects, to compare with."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_finished(root: Passage, _info: ResolveInfo):
        return _by_reason(root)

    @staticmethod
    def resolve_messages(root: Passage, _info: ResolveInfo):
        return _by_state(root)


class AutomationJourneyCounts(BaseObjectType):
    entered = graphene.Int(required=True, description="Runs begun, without those of people held out.")
    active = graphene.Int(required=True, description="Runs still inside.")
    stuck = graphene.Int(required=True, description="Runs inside that a problem keeps from moving on.")
    finished = NonNullList(AutomationReasonCount, required=True, description="Runs ended, by reason.")
    messages = NonNullList(AutomationMessageCount, required=True, description="Messages, by state and reason.")
    held_out = graphene.Field(
        AutomationHeldOutCounts,
        required=True,
        description="People who pass without effect; in none of the other numbers.",
    )
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
        return _by_reason(root)

    @staticmethod
    def resolve_messages(root: JourneyCounts, _info: ResolveInfo):
        return _by_state(root)

    @staticmethod
    def resolve_revenue_attributed(root: JourneyCounts, _info: ResolveInfo):
        return [MoneyAmount(amount, currency) for currency, amount in root.revenue_attributed.items()]


def _by_reason(passage: Passage) -> list[dict[str, Any]]:
    return [{"reason": reason, "count": count} for reason, count in passage.finished.items()]


def _by_state(passage: Passage) -> list[dict[str, Any]]:
    return [{"state": state, "reason": reason, "count": count} for (state, reason), count in passage.messages.items()]


class AutomationJourneySummary(BaseObjectType):
    inside_count = graphene.Int(required=True, description="Contacts inside now.")
    entered_count = graphene.Int(required=True, description="Runs begun within the last 30 days.")
    delivered_count = graphene.Int(required=True, description="Messages delivered since the journey was made.")
    revenue = NonNullList(Money, required=True, description="Gross amount of orders credited to it, by currency.")

    class Meta:
        description = "What a list of journeys shows of one; people who are held out are not counted."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_inside_count(root: JourneySummary, _info: ResolveInfo):
        return root.inside

    @staticmethod
    def resolve_entered_count(root: JourneySummary, _info: ResolveInfo):
        return root.entered_recently

    @staticmethod
    def resolve_delivered_count(root: JourneySummary, _info: ResolveInfo):
        return root.delivered

    @staticmethod
    def resolve_revenue(root: JourneySummary, _info: ResolveInfo):
        return [MoneyAmount(amount, currency) for currency, amount in root.revenue.items()]
