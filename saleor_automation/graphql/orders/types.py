import graphene

from ...events.models import Purchase
from ..common import DOC_CATEGORY, MoneyAmount
from ..toolkit import BaseObjectType, CountableConnection, DateTime, Money, ResolveInfo
from .dataloaders import SummaryByOrderLoader


class AutomationContactOrder(BaseObjectType):
    id = graphene.ID(required=True, description="ID of the order in the shop.")
    number = graphene.String(required=True)
    placed_at = DateTime(required=True)
    status = graphene.String(
        description="The order's status now, one of Saleor's `OrderStatus`; empty once the shop has it no more."
    )
    total = graphene.Field(Money, required=True, description="What it costs, gross, in its own currency.")

    class Meta:
        description = "An order of a contact, placed with or without an account."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_id(root: Purchase, _info: ResolveInfo):
        return graphene.Node.to_global_id("Order", root.order_id)

    @staticmethod
    def resolve_number(root: Purchase, info: ResolveInfo):
        return _summary(root, info).then(lambda now: now.number if now else root.number)

    @staticmethod
    def resolve_status(root: Purchase, info: ResolveInfo):
        return _summary(root, info).then(lambda now: now.status.upper() if now else None)

    @staticmethod
    def resolve_total(root: Purchase, info: ResolveInfo):
        def total(now):
            return MoneyAmount(now.total, now.currency) if now else MoneyAmount(root.gross_amount, root.currency)

        return _summary(root, info).then(total)


class AutomationContactOrderConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationContactOrder


def _summary(purchase: Purchase, info: ResolveInfo):
    return SummaryByOrderLoader(info.context).load(purchase.order_id)
