from collections.abc import Iterable

from ...coupons.models import Coupon
from ...scores.models import PointsBalance, PointsEntry, Reward, Tier
from ..nested import NestedCountLoader, NestedRowsLoader
from ..toolkit import DataLoader


class BalanceByContactLoader(DataLoader):
    """A contact whose points never moved has none."""

    context_key = "automation_points_by_contact"

    def batch_load(self, keys: Iterable[int]) -> list[PointsBalance]:
        rows = PointsBalance.objects.using(self.database_connection_name).select_related("tier")
        found = rows.in_bulk(list(keys))
        return [found.get(key) or PointsBalance(contact_id=key) for key in keys]


class TiersLoader(DataLoader):
    """All tiers, lowest first, under any key: there are few."""

    context_key = "automation_tiers"

    def batch_load(self, keys: Iterable[int]) -> list[list[Tier]]:
        tiers = list(Tier.objects.using(self.database_connection_name).order_by("threshold"))
        return [tiers for _ in keys]


class RewardByIdLoader(DataLoader):
    context_key = "automation_reward_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Reward | None]:
        found = Reward.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [found.get(key) for key in keys]


class CodeByCouponLoader(DataLoader):
    context_key = "automation_code_by_coupon"

    def batch_load(self, keys: Iterable[int]) -> list[str | None]:
        rows = Coupon.objects.using(self.database_connection_name).filter(pk__in=keys)
        codes = dict(rows.values_list("pk", "code"))
        return [codes.get(key) for key in keys]


class ContactCountByTierLoader(NestedCountLoader):
    context_key = "automation_contact_count_by_tier"
    model = PointsBalance
    parent_column = "tier_id"


class GivenCountByRewardLoader(NestedCountLoader):
    context_key = "automation_given_count_by_reward"
    model = PointsEntry
    parent_column = "reward_id"


class PointsEntriesByContactLoader(NestedRowsLoader):
    context_key = "automation_points_entries_by_contact"
    model = PointsEntry
    parent_column = "contact_id"
    time_column = "occurred_at"


class PointsEntryCountByContactLoader(NestedCountLoader):
    context_key = "automation_points_entry_count_by_contact"
    model = PointsEntry
    parent_column = "contact_id"
