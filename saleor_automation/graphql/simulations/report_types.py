"""The report of a simulation, table by table; what stands in it is told in docs/reference/time-machine.md."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import graphene

from ..common import DOC_CATEGORY, MoneyAmount
from ..contacts.dataloaders import ContactByIdLoader
from ..reader import said
from ..toolkit import BaseObjectType, Date, DateTime, JSONString, Money, NonNullList, ResolveInfo


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


class AutomationSimulationSummary(BaseObjectType):
    entered = graphene.Int(required=True, description="Runs begun.")
    people = graphene.Int(required=True, description="People behind them.")
    held_out = graphene.Int(required=True, description="Runs of people who are held out.")
    inside = graphene.Int(required=True, description="Runs that were not over at the end.")
    planned = graphene.Int(required=True, description="Messages planned.")
    sent = graphene.Int(required=True, description="Messages that would have gone.")
    people_written_to = graphene.Int(required=True, description="People who would have got at least one.")
    withheld = graphene.Int(required=True, description="Messages of people who are held out.")
    not_sent = graphene.Int(required=True, description="Messages that would not have gone; `reasons` says why.")
    waiting = graphene.Int(required=True, description="Messages that were waiting at the end.")
    stuck = graphene.Int(required=True, description="Runs that could not go on.")

    class Meta:
        description = "A simulation in numbers."
        doc_category = DOC_CATEGORY


class AutomationSimulationDay(BaseObjectType):
    day = Date(required=True, description="The day, in UTC.")
    entered = graphene.Int(required=True, description="Runs begun.")
    ended = graphene.Int(required=True, description="Runs ended.")
    sent = graphene.Int(required=True, description="Messages that would have gone.")
    withheld = graphene.Int(required=True, description="Messages of people who are held out.")
    not_sent = graphene.Int(required=True, description="Messages that would not have gone.")

    class Meta:
        description = "One day of a simulation; days without anything are left out."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_day(root: dict[str, Any], _info: ResolveInfo):
        return date.fromisoformat(root["day"])


class AutomationSimulationDayMessages(BaseObjectType):
    day = Date(required=True, description="The day, in UTC.")
    step_id = graphene.String(required=True, description="The step they come from.")
    sent = graphene.Int(required=True, description="Messages that would have gone.")
    withheld = graphene.Int(required=True, description="Messages of people who are held out.")

    class Meta:
        description = "The messages of one step on one day."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_day(root: dict[str, Any], _info: ResolveInfo):
        return date.fromisoformat(root["day"])


class AutomationSimulationStep(BaseObjectType):
    step_id = graphene.String(required=True, description="The step.")
    kind = graphene.String(required=True, description="What it does, for instance `send` or `wait`.")
    label = graphene.String(required=True, description="What the marketer calls it.")
    reached = graphene.Int(required=True, description="How often somebody came to it.")
    left = graphene.Int(required=True, description="How often somebody went on from it.")
    inside = graphene.Int(required=True, description="Runs that stood there at the end.")
    bought = graphene.Int(
        required=True, description="How often somebody bought while they stood there, without any mail of this journey."
    )
    bought_share = graphene.Float(required=True, description="The same as a share of those who came to it, 0 to 1.")
    median_stay_seconds = graphene.Int(required=True, description="How long one stood there; half of them longer.")
    planned = graphene.Int(required=True, description="Messages planned.")
    sent = graphene.Int(required=True, description="Messages that would have gone.")
    withheld = graphene.Int(required=True, description="Messages of people who are held out.")
    not_sent = graphene.Int(required=True, description="Messages that would not have gone.")

    class Meta:
        description = "What one step of the journey saw, in the order of its steps."
        doc_category = DOC_CATEGORY


class AutomationSimulationReason(BaseObjectType):
    step_id = graphene.String(required=True, description="The step the messages come from.")
    state = graphene.String(required=True, description="`skipped`, `expired` or `failed`.")
    reason = graphene.String(required=True, description="Why, for instance `already_ordered` or `no_consent`.")
    count = graphene.Int(required=True, description="How many messages.")

    class Meta:
        description = "Why messages would not have gone, most frequent first."
        doc_category = DOC_CATEGORY


class AutomationSimulationHold(BaseObjectType):
    reason = graphene.String(required=True, description="The sending rule, for instance `frequency_cap`.")
    messages = graphene.Int(required=True, description="Messages it held.")
    people = graphene.Int(required=True, description="People they were for.")
    sent_later = graphene.Int(required=True, description="Messages that would have gone later.")
    expired = graphene.Int(required=True, description="Messages it held until it was too late for them.")

    class Meta:
        description = "Messages that had to wait for a sending rule."
        doc_category = DOC_CATEGORY


class AutomationSimulationEnding(BaseObjectType):
    reason = graphene.String(required=True, description="`completed`, or the reason of an exit, a goal or an end.")
    is_goal = graphene.Boolean(required=True, description="Whether it counts as success.")
    count = graphene.Int(required=True, description="How many runs ended so.")

    class Meta:
        description = "How runs ended, most frequent first."
        doc_category = DOC_CATEGORY


class AutomationSimulationBought(BaseObjectType):
    days = graphene.Int(required=True, description="Days from entering.")
    runs = graphene.Int(required=True, description="Runs that could be followed that long.")
    bought = graphene.Int(required=True, description="Runs whose person bought within these days.")
    share = graphene.Float(required=True, description="The same as a share, 0 to 1.")

    class Meta:
        description = "Who bought anyway: nobody had got a mail of this simulation."
        doc_category = DOC_CATEGORY


class AutomationSimulationCoupon(BaseObjectType):
    policy = graphene.String(required=True, description="Slug of the coupon.")
    name = graphene.String(required=True, description="What the marketer calls it.")
    given = graphene.Int(required=True, description="Codes that would have been given.")
    ceilings = NonNullList(
        Money, required=True, description="What they could cost at most, by currency; empty if nobody can say."
    )
    basis = graphene.String(required=True, description="How that was reckoned.", resolver=said)

    class Meta:
        description = "The coupons a simulation gave."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_ceilings(root: dict[str, Any], _info: ResolveInfo):
        return [MoneyAmount(Decimal(each["amount"]), each["currency"]) for each in root["ceilings"]]


class AutomationSimulationDecision(BaseObjectType):
    step_id = graphene.String(required=True, description="The step.")
    label = graphene.String(required=True, description="What the marketer calls it.")
    outcome = graphene.String(required=True, description="`sleep`, `advance` or `finish`.")
    reason = graphene.String(required=True, description="Why.")
    facts = JSONString(required=True, description="The values that were read.")
    at = DateTime(required=True, description="When, by the virtual clock.")

    class Meta:
        description = "What one step decided for one person of a simulation."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_at(root: dict[str, Any], _info: ResolveInfo):
        return _moment(root["at"])


class AutomationSimulationMessage(BaseObjectType):
    step_id = graphene.String(required=True, description="The step it comes from.")
    template = graphene.String(required=True, description="Slug of its template.")
    state = graphene.String(
        required=True, description="`sent`, `withheld`, `skipped`, `expired`, `failed`, or `queued` if it still waited."
    )
    reason = graphene.String(required=True, description="Why it was not sent.")
    held_by = graphene.String(required=True, description="The sending rule it had to wait for; empty if none.")
    planned_at = DateTime(required=True, description="When its step planned it.")
    at = DateTime(description="When it would have gone, or was given up.")

    class Meta:
        description = "A message of a simulation."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_planned_at(root: dict[str, Any], _info: ResolveInfo):
        return _moment(root["planned_at"])

    @staticmethod
    def resolve_at(root: dict[str, Any], _info: ResolveInfo):
        return _moment(root["at"])


class AutomationSimulationPurchase(BaseObjectType):
    at = DateTime(required=True, description="When it was placed.")
    total = graphene.Field(Money, required=True, description="What it cost.")

    class Meta:
        description = "What a person of a simulation really bought around that time."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_at(root: dict[str, Any], _info: ResolveInfo):
        return _moment(root["at"])

    @staticmethod
    def resolve_total(root: dict[str, Any], _info: ResolveInfo):
        return MoneyAmount(Decimal(root["amount"]), root["currency"])


class AutomationSimulationPath(BaseObjectType):
    contact = graphene.Field(
        "saleor_automation.graphql.contacts.types.AutomationContact",
        description="The person; empty once they are erased.",
    )
    key = graphene.String(required=True, description="What tells this run from others of the person, as an order.")
    entered_at = DateTime(required=True, description="When they entered, by the virtual clock.")
    is_held_out = graphene.Boolean(required=True, description="Whether they are held out of the journey.")
    step_id = graphene.String(required=True, description="The step they came to in the end.")
    finished_at = DateTime(description="When the run ended; empty if it was not over.")
    finish_reason = graphene.String(required=True, description="Why it ended.")
    decisions = NonNullList(AutomationSimulationDecision, required=True, description="What was decided, in order.")
    messages = NonNullList(AutomationSimulationMessage, required=True, description="What became of its messages.")
    purchases = NonNullList(AutomationSimulationPurchase, required=True, description="What they bought meanwhile.")

    class Meta:
        description = "One person of a simulation, to be walked through step by step."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_contact(root: dict[str, Any], info: ResolveInfo):
        return ContactByIdLoader(info.context).load(root["contact_id"])

    @staticmethod
    def resolve_entered_at(root: dict[str, Any], _info: ResolveInfo):
        return _moment(root["entered_at"])

    @staticmethod
    def resolve_finished_at(root: dict[str, Any], _info: ResolveInfo):
        return _moment(root["finished_at"])


class AutomationSimulationLimit(BaseObjectType):
    code = graphene.String(required=True, description="Names it, for instance `no_lift`.")
    text = graphene.String(
        required=True, description="What should be known before the numbers are believed.", resolver=said
    )

    class Meta:
        description = "What a simulation cannot tell."
        doc_category = DOC_CATEGORY


class AutomationSimulationReport(BaseObjectType):
    summary = graphene.Field(AutomationSimulationSummary, required=True, description="The whole in numbers.")
    days = NonNullList(AutomationSimulationDay, required=True, description="Day by day.")
    steps = NonNullList(AutomationSimulationStep, required=True, description="Step by step.")
    messages = NonNullList(AutomationSimulationDayMessages, required=True, description="Messages by day and step.")
    reasons = NonNullList(AutomationSimulationReason, required=True, description="Why messages would not have gone.")
    holds = NonNullList(AutomationSimulationHold, required=True, description="Messages the sending rules held.")
    endings = NonNullList(AutomationSimulationEnding, required=True, description="How runs ended.")
    bought = NonNullList(AutomationSimulationBought, required=True, description="Who bought anyway.")
    coupons = NonNullList(AutomationSimulationCoupon, required=True, description="Coupons, and what they could cost.")
    samples = NonNullList(AutomationSimulationPath, required=True, description="About twenty people.")
    limits = NonNullList(AutomationSimulationLimit, required=True, description="What it cannot tell, in words.")
    passes = graphene.Int(required=True, description="How often the engine looked for what was due.")
    tick_minutes = graphene.Float(required=True, description="Steps of the virtual clock, in minutes.")
    holdout_percent = graphene.Int(required=True, description="The share of people held out.")
    seconds = graphene.Float(required=True, description="How long it took.")
    peak_memory_mb = graphene.Int(required=True, description="The most memory the worker has used so far.")

    class Meta:
        description = "What a simulation found out. It does not predict lift."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_passes(root: dict[str, Any], _info: ResolveInfo):
        return root["period"]["passes"]

    @staticmethod
    def resolve_tick_minutes(root: dict[str, Any], _info: ResolveInfo):
        return root["period"]["tick_minutes"]

    @staticmethod
    def resolve_holdout_percent(root: dict[str, Any], _info: ResolveInfo):
        return root["period"]["holdout_percent"]

    @staticmethod
    def resolve_seconds(root: dict[str, Any], _info: ResolveInfo):
        return root["run"]["seconds"]

    @staticmethod
    def resolve_peak_memory_mb(root: dict[str, Any], _info: ResolveInfo):
        return root["run"]["peak_memory_mb"]
