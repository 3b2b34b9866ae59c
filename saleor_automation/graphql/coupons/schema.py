import binascii
from base64 import b64decode, b64encode

import graphene
from graphql import GraphQLError

from ...core.clock import utc_now
from ...coupons.codes import EXPORT_SIZE, export_codes
from ...coupons.definition import definition_schema
from ...coupons.models import Coupon, CouponPolicy
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..lists import resolve_list
from ..toolkit import (
    FilterConnectionField,
    JSONString,
    NonNullList,
    PermissionsField,
    ResolveInfo,
    get_database_connection_name,
)
from .enums import CouponStateEnum
from .filters import CouponCodeFilterInput, CouponFilterInput
from .mutations.contest_draw import ContestDrawMutation
from .mutations.coupon_code_revoke import CouponCodeRevoke
from .mutations.coupon_create import CouponCreate
from .mutations.coupon_delete import CouponDelete
from .mutations.coupon_give import CouponGive
from .mutations.coupon_pause import CouponPause, CouponResume
from .mutations.coupon_update import CouponUpdate
from .sorters import CouponCodeSortField, CouponCodeSortingInput, CouponSortField, CouponSortingInput
from .types import (
    AutomationCoupon,
    AutomationCouponCodeConnection,
    AutomationCouponCodesFile,
    AutomationCouponConnection,
)


class CouponQueries(graphene.ObjectType):
    automation_coupons = FilterConnectionField(
        AutomationCouponConnection,
        filter=CouponFilterInput(description="Which coupons."),
        sort_by=CouponSortingInput(description="In which order; by default the newest come first."),
        description="All coupons there are to give.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_coupon = PermissionsField(
        AutomationCoupon,
        id=graphene.Argument(graphene.ID, description="ID of the coupon."),
        slug=graphene.Argument(graphene.String, description="Slug of the coupon."),
        description="One coupon, by ID or by slug.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_coupon_codes = FilterConnectionField(
        AutomationCouponCodeConnection,
        filter=CouponCodeFilterInput(description="Which people's coupons."),
        sort_by=CouponCodeSortingInput(description="In which order; by default the newest come first."),
        description="What was given to people.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_coupon_codes_file = PermissionsField(
        AutomationCouponCodesFile,
        id=graphene.Argument(graphene.ID, required=True, description="ID of the coupon."),
        states=graphene.Argument(NonNullList(CouponStateEnum), description="States; all when left out."),
        after=graphene.Argument(graphene.String, description="The `endCursor` of the piece before."),
        description=f"The coupons of a policy as a CSV file, in pieces of at most {EXPORT_SIZE:,}, oldest first.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_coupon_schema = PermissionsField(
        JSONString,
        description="JSON Schema of the terms of a coupon, for forms.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_coupons(_root, info: ResolveInfo, **kwargs):
        policies = rows(CouponPolicy, info)
        return resolve_list(
            policies, info, kwargs, AutomationCouponConnection, CouponSortingInput, CouponSortField.CREATED_AT
        )

    @staticmethod
    def resolve_automation_coupon(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        policies = rows(CouponPolicy, info)
        if slug is not None:
            return policies.filter(slug=slug).first()
        return policies.filter(pk=pk_of(id, "AutomationCoupon")).first()

    @staticmethod
    def resolve_automation_coupon_codes(_root, info: ResolveInfo, **kwargs):
        coupons = rows(Coupon, info)
        return resolve_list(
            coupons,
            info,
            kwargs,
            AutomationCouponCodeConnection,
            CouponCodeSortingInput,
            CouponCodeSortField.ISSUED_AT,
        )

    @staticmethod
    def resolve_automation_coupon_codes_file(
        _root, info: ResolveInfo, *, id: str, states: list[str] | None = None, after: str | None = None
    ):
        piece = export_codes(
            pk_of(id, "AutomationCoupon"),
            states or [],
            utc_now(),
            after=_place(after) if after else 0,
            using=get_database_connection_name(info.context),
        )
        end_cursor = b64encode(str(piece.next_after).encode()).decode() if piece.next_after else None
        return AutomationCouponCodesFile(csv=piece.text, count=piece.count, end_cursor=end_cursor)

    @staticmethod
    def resolve_automation_coupon_schema(_root, _info: ResolveInfo):
        return definition_schema()


def _place(cursor: str) -> int:
    try:
        return int(b64decode(cursor, validate=True))
    except (binascii.Error, ValueError) as error:
        raise GraphQLError("Received cursor is invalid.") from error


class CouponMutations(graphene.ObjectType):
    automation_coupon_create = CouponCreate.Field()
    automation_coupon_update = CouponUpdate.Field()
    automation_coupon_delete = CouponDelete.Field()
    automation_coupon_pause = CouponPause.Field()
    automation_coupon_resume = CouponResume.Field()
    automation_coupon_give = CouponGive.Field()
    automation_coupon_code_revoke = CouponCodeRevoke.Field()
    automation_contest_draw_create = ContestDrawMutation.Field()
