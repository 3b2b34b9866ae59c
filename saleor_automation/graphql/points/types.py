import graphene
from graphene import relay

from ...scores.models import PointsBalance, PointsEntry, Programme, Reward, Tier
from ..common import DOC_CATEGORY, STAFF
from ..nested import resolve_nested
from ..toolkit import (
    BaseObjectType,
    ConnectionField,
    CountableConnection,
    DateTime,
    ModelObjectType,
    NonNullList,
    PermissionsField,
    ResolveInfo,
)
from .dataloaders import (
    CodeByCouponLoader,
    ContactCountByTierLoader,
    GivenCountByRewardLoader,
    PointsEntriesByContactLoader,
    PointsEntryCountByContactLoader,
    RewardByIdLoader,
    TiersLoader,
)


class AutomationRate(BaseObjectType):
    currency = graphene.String(required=True)
    points = graphene.String(required=True, description="Points for one unit of the currency, as a decimal number.")

    class Meta:
        description = "What an amount of money earns."
        doc_category = DOC_CATEGORY


class AutomationProgramme(ModelObjectType[Programme]):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True, description="What customers know it by.")
    is_active = graphene.Boolean(required=True, description="Whether orders earn and points can be spent.")
    rates = NonNullList(AutomationRate, required=True, description="Orders in other currencies earn nothing.")
    counts_taxes = graphene.Boolean(required=True, description="Whether the gross amount earns, or the net amount.")
    expires_after_days = graphene.Int(description="After how many days points are over; empty for never.")
    tier_days = graphene.Int(description="How many days back orders count for the tier; empty for all.")
    starts_at = DateTime(required=True, description="Orders placed before earn nothing.")

    class Meta:
        description = "The loyalty programme of the shop."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Programme

    @staticmethod
    def resolve_rates(root: Programme, _info: ResolveInfo):
        return [{"currency": currency, "points": rate} for currency, rate in sorted(root.rates.items())]


class AutomationTier(ModelObjectType[Tier]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True, description="Name in conditions and events.")
    name = graphene.String(required=True, description="What customers know it by.")
    threshold = graphene.Int(required=True, description="How many earned points lead to it.")
    contacts_count = PermissionsField(
        graphene.Int, required=True, description="How many contacts stand in it.", permissions=STAFF
    )

    class Meta:
        description = "A rank of the loyalty programme."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Tier

    @staticmethod
    def resolve_contacts_count(root: Tier, info: ResolveInfo):
        return ContactCountByTierLoader(info.context).load(root.pk)


class AutomationReward(ModelObjectType[Reward]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True)
    name = graphene.String(required=True, description="What customers know it by.")
    points = graphene.Int(required=True, description="What it costs.")
    is_active = graphene.Boolean(required=True, description="Whether it can be had.")
    policy_slug = PermissionsField(
        graphene.String, required=True, description="Slug of the coupon it gives.", permissions=STAFF
    )
    given_count = PermissionsField(
        graphene.Int, required=True, description="How often it was given.", permissions=STAFF
    )

    class Meta:
        description = "What points buy: a coupon."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Reward

    @staticmethod
    def resolve_given_count(root: Reward, info: ResolveInfo):
        return GivenCountByRewardLoader(info.context).load(root.pk)


class AutomationPointsEntry(ModelObjectType[PointsEntry]):
    id = graphene.GlobalID(required=True)
    kind = graphene.String(
        required=True,
        description="`placed`, `confirmed`, `reversed`, `gift`, `correction`, `redeemed` or `expired`.",
    )
    pending = graphene.Int(required=True, description="Change of the points that wait for payment.")
    confirmed = graphene.Int(required=True, description="Change of the points that can be spent.")
    reason = graphene.String(required=True, description="Why points were given, taken or spent; customers see it.")
    source = PermissionsField(
        graphene.String, required=True, description="Who moved them, as `order`, `staff:5`.", permissions=STAFF
    )
    order_id = graphene.ID(description="ID of the order they belong to.")
    reward = graphene.Field(AutomationReward, description="What they were spent on.")
    coupon_code = graphene.String(description="The code they bought.")
    occurred_at = DateTime(required=True)
    expires_at = DateTime(description="When they are over, if nobody spends them; empty for never.")

    class Meta:
        description = "One movement of loyalty points."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = PointsEntry

    @staticmethod
    def resolve_order_id(root: PointsEntry, _info: ResolveInfo):
        return graphene.Node.to_global_id("Order", root.order_id) if root.order_id else None

    @staticmethod
    def resolve_reward(root: PointsEntry, info: ResolveInfo):
        return RewardByIdLoader(info.context).load(root.reward_id) if root.reward_id else None

    @staticmethod
    def resolve_coupon_code(root: PointsEntry, info: ResolveInfo):
        return CodeByCouponLoader(info.context).load(root.coupon_id) if root.coupon_id else None


class AutomationPointsEntryConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationPointsEntry


class AutomationPoints(BaseObjectType):
    pending = graphene.Int(required=True, description="Points of orders that are not paid yet.")
    confirmed = graphene.Int(required=True, description="Points that can be spent; below zero if some are owed.")
    earned = graphene.Int(required=True, description="Points that count for the tier.")
    tier = graphene.Field(AutomationTier)
    tier_since = DateTime(description="When the tier was last entered or left.")
    next_tier = graphene.Field(AutomationTier, description="The tier above; empty at the top.")
    points_to_next_tier = graphene.Int(description="How many more have to be earned for it.")
    entries = ConnectionField(AutomationPointsEntryConnection, required=True, description="The ledger, newest first.")

    class Meta:
        description = "Where a contact stands in the loyalty programme."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_next_tier(root: PointsBalance, info: ResolveInfo):
        return TiersLoader(info.context).load(0).then(lambda tiers: _next(root, tiers))

    @staticmethod
    def resolve_points_to_next_tier(root: PointsBalance, info: ResolveInfo):
        def missing(tiers: list[Tier]) -> int | None:
            tier = _next(root, tiers)
            return tier.threshold - root.earned if tier else None

        return TiersLoader(info.context).load(0).then(missing)

    @staticmethod
    def resolve_entries(root: PointsBalance, info: ResolveInfo, **kwargs):
        return resolve_nested(
            root.contact_id, info, kwargs, PointsEntriesByContactLoader, PointsEntryCountByContactLoader
        )


def _next(balance: PointsBalance, tiers: list[Tier]) -> Tier | None:
    return next((tier for tier in tiers if tier.threshold > balance.earned), None)
