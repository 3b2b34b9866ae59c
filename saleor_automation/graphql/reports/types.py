from collections.abc import Mapping
from decimal import Decimal

import graphene

from ...reports.cart_loss import CartLoss
from ...reports.days import DayCounts
from ...reports.funnel import StepCounts
from ...reports.lift import Group, Lift
from ..common import DOC_CATEGORY, MoneyAmount
from ..enums import MessageStateEnum
from ..reader import said
from ..toolkit import BaseObjectType, Date, Money, NonNullList, ResolveInfo


def _money(amounts: Mapping[str, Decimal]) -> list[MoneyAmount]:
    return [MoneyAmount(amount, currency) for currency, amount in sorted(amounts.items())]


class AutomationDayReport(BaseObjectType):
    day = Date(required=True, description="The day, in UTC.")
    entered = graphene.Int(required=True, description="Runs begun, without those of people held out.")
    delivered = graphene.Int(required=True, description="Messages taken by the mail server.")
    opened = graphene.Int(required=True, description="Messages opened for the first time; machines open many.")
    clicked = graphene.Int(required=True, description="Messages in which a link was followed for the first time.")
    skipped = graphene.Int(required=True, description="Messages not sent, for whatever reason.")
    ghosts = graphene.Int(required=True, description="Messages that would have been sent to people held out.")
    orders = graphene.Int(required=True, description="Orders credited by last touch.")
    revenue = NonNullList(Money, required=True, description="What those orders came to, gross, by currency.")

    class Meta:
        description = "What journeys did on one day; everything counts on the day it happened."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_revenue(root: DayCounts, _info: ResolveInfo):
        return _money(root.revenue)


class AutomationReports(BaseObjectType):
    days = NonNullList(AutomationDayReport, required=True, description="One entry for each day, today's last.")
    total = graphene.Field(AutomationDayReport, required=True, description="All days together; `day` is the first.")
    previous = graphene.Field(
        AutomationDayReport, required=True, description="As many days before them, to compare; `day` is the first."
    )

    class Meta:
        description = "What all journeys did in the last days."
        doc_category = DOC_CATEGORY


class AutomationStepReport(BaseObjectType):
    step_id = graphene.String(required=True)
    reached = graphene.Int(required=True, description="Runs that came to the step.")
    messages = NonNullList(
        "saleor_automation.graphql.reports.types.AutomationStateCount",
        required=True,
        description="Its messages, by state.",
    )
    opened = graphene.Int(required=True, description="Of its messages.")
    clicked = graphene.Int(required=True, description="Of its messages.")
    orders = graphene.Int(required=True, description="Orders credited to its messages by last touch.")
    revenue = NonNullList(Money, required=True, description="What those orders came to, gross, by currency.")

    class Meta:
        description = "What a step did for the people who entered in the last days."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_messages(root: StepCounts, _info: ResolveInfo):
        return [{"state": state, "count": count} for state, count in sorted(root.messages.items())]

    @staticmethod
    def resolve_revenue(root: StepCounts, _info: ResolveInfo):
        return _money(root.revenue)


class AutomationStateCount(BaseObjectType):
    state = MessageStateEnum(required=True)
    count = graphene.Int(required=True)

    class Meta:
        description = "How many messages are in one state."
        doc_category = DOC_CATEGORY


class AutomationLiftGroup(BaseObjectType):
    people = graphene.Int(required=True, description="People who entered and whose time is over.")
    buyers = graphene.Int(required=True, description="Those of them who ordered within the time.")
    spent_per_person = graphene.Field(
        Money, description="Net of taxes, refunds and cancelled orders; empty without a reporting currency."
    )

    class Meta:
        description = "One of the two groups that are compared."
        doc_category = DOC_CATEGORY


class AutomationLift(BaseObjectType):
    reached = graphene.Field(AutomationLiftGroup, required=True, description="People the journey was for.")
    held_out = graphene.Field(AutomationLiftGroup, required=True, description="People held out by chance.")
    window_days = graphene.Int(required=True, description="Days after entering in which orders count.")
    missing = graphene.String(
        required=True,
        description="What is needed before anything can be said; empty when there are data enough.",
        resolver=said,
    )
    per_person = graphene.Field(Money, description="What a person reached spent more; empty without data enough.")
    revenue = graphene.Field(Money, description="What the journey brought in; empty without data enough.")
    revenue_low = graphene.Field(Money, description="The lower end of its interval of 95 %.")
    revenue_high = graphene.Field(Money, description="The upper end of its interval of 95 %.")

    class Meta:
        description = "What a journey changed, by comparing with the people it held out."
        doc_category = DOC_CATEGORY


def shown_lift(lift: Lift, window_days: int) -> dict:
    """Return a lift as the type reads it; without data enough nothing is said of the difference."""

    def money(amount: float) -> MoneyAmount | None:
        return MoneyAmount(Decimal(str(round(amount, 2))), lift.currency) if lift.currency else None

    def group(of: Group) -> dict:
        return {"people": of.people, "buyers": of.buyers, "spent_per_person": money(of.mean)}

    shown = {
        "reached": group(lift.reached),
        "held_out": group(lift.held_out),
        "window_days": window_days,
        "missing": lift.missing,
    }
    if not lift.missing:
        revenue, low, high = lift.revenue
        shown |= {
            "per_person": money(lift.per_person),
            "revenue": money(revenue),
            "revenue_low": money(low),
            "revenue_high": money(high),
        }
    return shown


class AutomationJourneyReport(BaseObjectType):
    days = NonNullList(AutomationDayReport, required=True, description="One entry for each day, today's last.")
    total = graphene.Field(AutomationDayReport, required=True, description="All days together; `day` is the first.")
    steps = NonNullList(AutomationStepReport, required=True, description="Steps somebody reached, in no order.")
    lift = graphene.Field(AutomationLift, required=True, description="What the journey changed.")

    class Meta:
        description = "What one journey did in the last days, and what it changed."
        doc_category = DOC_CATEGORY


class AutomationWonBack(BaseObjectType):
    name = graphene.String(required=True, description="`cautious`, `usual` or `best`.")
    amount = graphene.Field(Money, required=True)

    class Meta:
        description = "What mails about carts win back in a study's average and best shops."
        doc_category = DOC_CATEGORY


class AutomationCartLoss(BaseObjectType):
    carts = graphene.Int(required=True, description="Carts with something in them.")
    left_carts = graphene.Int(required=True, description="Those of them nobody has ordered.")
    left_share = graphene.Float(required=True, description="Their share of all carts, from 0 to 1.")
    left_value = graphene.Field(Money, required=True, description="What they were worth.")
    reachable_carts = graphene.Int(required=True, description="Those of them with an e-mail address.")
    reachable_value = graphene.Field(Money, required=True, description="What those were worth.")
    won_back = NonNullList(AutomationWonBack, required=True, description="What a series of mails may bring in of it.")

    class Meta:
        description = "What carts left behind cost the shop, in one currency."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_left_value(root: CartLoss, _info: ResolveInfo):
        return MoneyAmount(root.left_value, root.currency)

    @staticmethod
    def resolve_reachable_value(root: CartLoss, _info: ResolveInfo):
        return MoneyAmount(root.reachable_value, root.currency)

    @staticmethod
    def resolve_won_back(root: CartLoss, _info: ResolveInfo):
        return [
            {"name": name, "amount": MoneyAmount(round(amount, 2), root.currency)}
            for name, amount in root.won_back.items()
        ]
