import graphene

from ...scores.models import Programme, Reward, Tier
from ..common import DOC_CATEGORY, STAFF, rows
from ..toolkit import NonNullList, PermissionsField, ResolveInfo
from .mutations.contact_points_adjust import ContactPointsAdjust
from .mutations.contact_points_redeem import ContactPointsRedeem
from .mutations.points_redeem import PointsRedeem
from .mutations.programme_update import ProgrammeUpdate
from .mutations.reward_create import RewardCreate
from .mutations.reward_delete import RewardDelete
from .mutations.reward_update import RewardUpdate
from .mutations.tier_create import TierCreate
from .mutations.tier_delete import TierDelete
from .mutations.tier_update import TierUpdate
from .types import AutomationProgramme, AutomationReward, AutomationTier


class PointsQueries(graphene.ObjectType):
    automation_programme = PermissionsField(
        AutomationProgramme,
        description="The loyalty programme; empty if there never was one.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_tiers = PermissionsField(
        NonNullList(AutomationTier),
        description="The tiers of the loyalty programme, lowest first.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_rewards = PermissionsField(
        NonNullList(AutomationReward),
        description="What points buy, cheapest first.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_programme(_root, info: ResolveInfo):
        return rows(Programme, info).order_by("pk").first()

    @staticmethod
    def resolve_automation_tiers(_root, info: ResolveInfo):
        return rows(Tier, info).order_by("threshold")

    @staticmethod
    def resolve_automation_rewards(_root, info: ResolveInfo):
        return rows(Reward, info).order_by("points", "pk")


class PointsMutations(graphene.ObjectType):
    automation_programme_update = ProgrammeUpdate.Field()
    automation_tier_create = TierCreate.Field()
    automation_tier_update = TierUpdate.Field()
    automation_tier_delete = TierDelete.Field()
    automation_reward_create = RewardCreate.Field()
    automation_reward_update = RewardUpdate.Field()
    automation_reward_delete = RewardDelete.Field()
    automation_contact_points_adjust = ContactPointsAdjust.Field()
    automation_contact_points_redeem = ContactPointsRedeem.Field()
    automation_points_redeem = PointsRedeem.Field()
