import graphene

from ..common import DOC_CATEGORY
from ..toolkit import SortInputObjectType


class CouponSortField(graphene.Enum):
    CREATED_AT = ["created_at", "pk"]
    NAME = ["name", "pk"]
    UPDATED_AT = ["updated_at", "pk"]

    class Meta:
        name = "AutomationCouponSortField"

    @property
    def description(self) -> str:
        return {
            "CREATED_AT": "Sort coupons by when they were made.",
            "NAME": "Sort coupons by name.",
            "UPDATED_AT": "Sort coupons by when they were last changed.",
        }[self.name]


class CouponSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationCouponSortingInput"
        description = "The order of coupons."
        doc_category = DOC_CATEGORY
        sort_enum = CouponSortField
        type_name = "coupons"


class CouponCodeSortField(graphene.Enum):
    ISSUED_AT = ["issued_at", "pk"]
    EXPIRES_AT = ["expires_at", "pk"]
    REDEEMED_AT = ["redeemed_at", "pk"]

    class Meta:
        name = "AutomationCouponCodeSortField"

    @property
    def description(self) -> str:
        return {
            "ISSUED_AT": "Sort by when they were given.",
            "EXPIRES_AT": "Sort by when they end.",
            "REDEEMED_AT": "Sort by when they were used.",
        }[self.name]


class CouponCodeSortingInput(SortInputObjectType):
    class Meta:
        name = "AutomationCouponCodeSortingInput"
        description = "The order of people's coupons."
        doc_category = DOC_CATEGORY
        sort_enum = CouponCodeSortField
        type_name = "coupon codes"
