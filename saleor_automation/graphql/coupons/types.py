import graphene
from graphene import relay

from ...core.clock import utc_now
from ...coupons.codes import state_of
from ...coupons.models import ContestDraw, Coupon, CouponPolicy
from ...coupons.policies import edited_revision
from ...coupons.usage import CouponUsage
from ..common import DOC_CATEGORY, MoneyAmount
from ..contacts.dataloaders import ContactByIdLoader
from ..nested import resolve_nested
from ..toolkit import (
    BaseObjectType,
    ConnectionField,
    CountableConnection,
    Date,
    DateTime,
    JSONString,
    ModelObjectType,
    Money,
    NonNullList,
    ResolveInfo,
)
from .dataloaders import (
    CodeCountByCouponLoader,
    CodesByCouponLoader,
    CouponByIdLoader,
    CouponPolicyByIdLoader,
    CouponTermsByIdLoader,
    DrawCountByCouponLoader,
    DrawsByCouponLoader,
    UsageByCouponLoader,
    UsersByCouponLoader,
)
from .enums import CouponKindEnum, CouponStateEnum


class AutomationCouponUsage(BaseObjectType):
    issued = graphene.Int(required=True, description="Coupons ever given.")
    open = graphene.Int(required=True, description="Those that can be used.")
    redeemed = graphene.Int(required=True, description="Those an order has used.")
    revoked = graphene.Int(required=True, description="Those taken back unused.")
    expired = graphene.Int(required=True, description="Those nobody used in time.")
    revenue = NonNullList(
        Money,
        required=True,
        description="Gross worth of the orders that used one, less what was cancelled or refunded.",
    )
    discounts = NonNullList(Money, required=True, description="What they took off those orders.")
    left_count = graphene.Int(description="How many more may be given; empty without a limit.")
    left_amounts = NonNullList(Money, required=True, description="What is left of the budget; none without one.")

    class Meta:
        description = "What became of the coupons of a policy."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_revenue(root: CouponUsage, _info: ResolveInfo):
        return _money(root.revenue)

    @staticmethod
    def resolve_discounts(root: CouponUsage, _info: ResolveInfo):
        return _money(root.discounts)

    @staticmethod
    def resolve_left_amounts(root: CouponUsage, _info: ResolveInfo):
        return _money(root.left_amounts)


def _money(amounts):
    return [MoneyAmount(amount, currency) for currency, amount in sorted(amounts.items()) if currency]


class AutomationCouponCode(ModelObjectType[Coupon]):
    id = graphene.GlobalID(required=True)
    code = graphene.String(description="What is typed in, or the number of an entry; a membership has none.")
    state = CouponStateEnum(required=True)
    coupon = graphene.Field("saleor_automation.graphql.coupons.types.AutomationCoupon", required=True)
    contact = graphene.Field(
        "saleor_automation.graphql.contacts.types.AutomationContact", description="Whose it is; empty once erased."
    )
    version_number = graphene.Int(required=True, description="The version of the terms it was given under.")
    issued_at = DateTime(required=True)
    expires_at = DateTime(description="When it ends; a membership may last.")
    expires_on = Date(description="The last day it is good for, where the person lives.")
    redeemed_at = DateTime()
    revoked_at = DateTime()
    order_id = graphene.ID(description="ID of the order that used it.")
    discount = graphene.Field(Money, description="What it took off that order.")

    class Meta:
        description = "One coupon of one person."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Coupon

    @staticmethod
    def resolve_state(root: Coupon, _info: ResolveInfo):
        return state_of(root, utc_now()).value

    @staticmethod
    def resolve_coupon(root: Coupon, info: ResolveInfo):
        return CouponPolicyByIdLoader(info.context).load(root.policy_id)

    @staticmethod
    def resolve_contact(root: Coupon, info: ResolveInfo):
        return ContactByIdLoader(info.context).load(root.contact_id)

    @staticmethod
    def resolve_version_number(root: Coupon, info: ResolveInfo):
        return CouponTermsByIdLoader(info.context).load(root.terms_id).then(lambda terms: terms.number)

    @staticmethod
    def resolve_order_id(root: Coupon, _info: ResolveInfo):
        return graphene.Node.to_global_id("Order", root.order_id) if root.order_id else None

    @staticmethod
    def resolve_discount(root: Coupon, _info: ResolveInfo):
        if root.discount_amount is None or not root.discount_currency:
            return None
        return MoneyAmount(root.discount_amount, root.discount_currency)


class AutomationCouponCodeConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationCouponCode


class AutomationContestDraw(ModelObjectType[ContestDraw]):
    id = graphene.GlobalID(required=True)
    seed = graphene.String(required=True, description="What makes the draw repeatable.")
    entered_until = DateTime(required=True, description="Entries up to this moment took part.")
    entries_count = graphene.Int(required=True, description="How many entries took part.")
    entries_hash = graphene.String(required=True, description="SHA-256 over the numbers of all entries, oldest first.")
    drawn_at = DateTime(required=True)
    winners = NonNullList(AutomationCouponCode, required=True, description="The winning entries in the order drawn.")

    class Meta:
        description = "One draw of a contest."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = ContestDraw

    @staticmethod
    def resolve_winners(root: ContestDraw, info: ResolveInfo):
        return (
            CouponByIdLoader(info.context)
            .load_many(root.winners)
            .then(lambda coupons: [coupon for coupon in coupons if coupon is not None])
        )


class AutomationContestDrawConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationContestDraw


class AutomationCoupon(ModelObjectType[CouponPolicy]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True)
    name = graphene.String(required=True)
    kind = CouponKindEnum(required=True)
    is_paused = graphene.Boolean(required=True, description="Whether no coupon is given until it is resumed.")
    version_number = graphene.Int(required=True, description="The version of its terms; each change makes a new one.")
    definition = JSONString(required=True, description="Its terms; see `automationCouponSchema`.")
    revision = graphene.String(
        required=True, description="Changes with name and terms; an update that says it overwrites nobody."
    )
    created_at = DateTime(required=True)
    updated_at = DateTime(required=True)
    usage = graphene.Field(AutomationCouponUsage, required=True)
    used_by = NonNullList(
        graphene.String, required=True, description="Journeys and rewards that give it; while there are any it stays."
    )
    codes = ConnectionField(
        AutomationCouponCodeConnection, required=True, description="What was given to people, newest first."
    )
    draws = ConnectionField(
        AutomationContestDrawConnection, required=True, description="Draws of a contest, newest first."
    )

    class Meta:
        description = "What a coupon gives, to whom it is good, for how long and what all of them may cost."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = CouponPolicy

    @staticmethod
    def resolve_version_number(root: CouponPolicy, info: ResolveInfo):
        return CouponTermsByIdLoader(info.context).load(root.terms_id).then(lambda terms: terms.number)

    @staticmethod
    def resolve_definition(root: CouponPolicy, info: ResolveInfo):
        return CouponTermsByIdLoader(info.context).load(root.terms_id).then(lambda terms: terms.definition)

    @staticmethod
    def resolve_revision(root: CouponPolicy, info: ResolveInfo):
        return CouponTermsByIdLoader(info.context).load(root.terms_id).then(lambda it: edited_revision(root.name, it))

    @staticmethod
    def resolve_usage(root: CouponPolicy, info: ResolveInfo):
        return UsageByCouponLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_used_by(root: CouponPolicy, info: ResolveInfo):
        return UsersByCouponLoader(info.context).load(root.slug)

    @staticmethod
    def resolve_codes(root: CouponPolicy, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, CodesByCouponLoader, CodeCountByCouponLoader)

    @staticmethod
    def resolve_draws(root: CouponPolicy, info: ResolveInfo, **kwargs):
        return resolve_nested(root.pk, info, kwargs, DrawsByCouponLoader, DrawCountByCouponLoader)


class AutomationCouponConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationCoupon


class AutomationCouponCodesFile(BaseObjectType):
    csv = graphene.String(required=True, description="Lines of the file, headings first in the first piece.")
    count = graphene.Int(required=True, description="Coupons in this piece.")
    end_cursor = graphene.String(description="Asks for the next piece; empty at the end.")

    class Meta:
        description = "A piece of the coupons of a policy as a CSV file."
        doc_category = DOC_CATEGORY
