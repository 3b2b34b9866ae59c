import graphene

from ...coupons.codes import CouponState
from ...coupons.models import CouponKind
from ..common import DOC_CATEGORY

_KINDS = {
    CouponKind.PERCENTAGE: "A percentage off the order, or off what it applies to.",
    CouponKind.FIXED: "An amount off the order, or off each unit of what it applies to.",
    CouponKind.FREE_SHIPPING: "Nothing to pay for shipping.",
    CouponKind.CHEAPEST_ITEM: "One unit of the cheapest item, free or cheaper: buy one, get one.",
    CouponKind.GIFT_PRODUCT: "One unit of a product for nothing, once it is in the cart.",
    CouponKind.MEMBERSHIP: "A tag that lasts, or lasts for some days; no voucher.",
    CouponKind.CONTEST_ENTRY: "A lot in a draw; no voucher.",
}
_STATES = {
    CouponState.OPEN: "Can be used.",
    CouponState.REDEEMED: "An order has used it.",
    CouponState.REVOKED: "Taken back before it was used.",
    CouponState.EXPIRED: "Nobody used it in time.",
}

CouponKindEnum = graphene.Enum(
    "AutomationCouponKind",
    [(kind.name, kind.value) for kind in CouponKind],
    description=lambda kind: _KINDS[CouponKind(kind.value)] if kind else "What a coupon gives.",
)
CouponKindEnum.doc_category = DOC_CATEGORY
CouponStateEnum = graphene.Enum(
    "AutomationCouponState",
    [(state.name, state.value) for state in CouponState],
    description=lambda state: _STATES[CouponState(state.value)] if state else "What became of a person's coupon.",
)
CouponStateEnum.doc_category = DOC_CATEGORY
