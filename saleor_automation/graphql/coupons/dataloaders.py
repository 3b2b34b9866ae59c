from collections.abc import Iterable

from ...core.clock import utc_now
from ...coupons.models import ContestDraw, Coupon, CouponPolicy, CouponTerms
from ...coupons.usage import CouponUsage, coupon_usage
from ...journeys.uses import users_of_coupons
from ..nested import NestedCountLoader, NestedRowsLoader
from ..toolkit import DataLoader


class CouponPolicyByIdLoader(DataLoader):
    context_key = "automation_coupon_policy_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[CouponPolicy | None]:
        policies = CouponPolicy.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [policies.get(key) for key in keys]


class CouponTermsByIdLoader(DataLoader):
    context_key = "automation_coupon_terms_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[CouponTerms | None]:
        terms = CouponTerms.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [terms.get(key) for key in keys]


class UsageByCouponLoader(DataLoader):
    context_key = "automation_usage_by_coupon"

    def batch_load(self, keys: Iterable[int]) -> list[CouponUsage]:
        usage = coupon_usage(list(keys), utc_now(), self.database_connection_name)
        return [usage[key] for key in keys]


class CouponByIdLoader(DataLoader):
    context_key = "automation_coupon_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Coupon | None]:
        coupons = Coupon.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [coupons.get(key) for key in keys]


class CodesByCouponLoader(NestedRowsLoader):
    context_key = "automation_codes_by_coupon"
    model = Coupon
    parent_column = "policy_id"
    time_column = "issued_at"


class CodeCountByCouponLoader(NestedCountLoader):
    context_key = "automation_code_count_by_coupon"
    model = Coupon
    parent_column = "policy_id"


class DrawsByCouponLoader(NestedRowsLoader):
    context_key = "automation_draws_by_coupon"
    model = ContestDraw
    parent_column = "policy_id"
    time_column = "drawn_at"


class DrawCountByCouponLoader(NestedCountLoader):
    context_key = "automation_draw_count_by_coupon"
    model = ContestDraw
    parent_column = "policy_id"


class UsersByCouponLoader(DataLoader):
    context_key = "automation_users_by_coupon"

    def batch_load(self, keys: Iterable[str]) -> list[list[str]]:
        users = users_of_coupons(list(keys), self.database_connection_name)
        return [users[key] for key in keys]
