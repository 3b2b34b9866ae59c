import graphene
from graphene import Node

from ...product_lists.resolution import Dropped, Filling, Pick, Try
from ...product_lists.sources import SOURCES
from ..common import DOC_CATEGORY, MoneyAmount
from ..errors import AutomationError
from ..reader import said, say
from ..toolkit import BaseObjectType, JSONString, Money, NonNullList, ResolveInfo


class AutomationProductListProblem(BaseObjectType):
    place = graphene.String(required=True, description="The part of the definition the problem is in.")
    message = graphene.String(required=True, description="What is wrong, and what to do.", resolver=said)

    class Meta:
        description = "What is wrong with a product list."
        doc_category = DOC_CATEGORY


class AutomationProductListPick(BaseObjectType):
    product_id = graphene.ID(required=True)
    variant_id = graphene.ID(description="The variant whose price is shown.")
    name = graphene.String(required=True)
    variant_name = graphene.String(required=True)
    brand = graphene.String(required=True)
    url = graphene.String(required=True)
    image_url = graphene.String(description="Empty without a picture.")
    price = graphene.Field(Money, required=True)
    old_price = graphene.Field(Money, description="Empty unless it is higher than the price.")
    rating = graphene.Float()
    units_left = graphene.Int(description="Empty when the shop does not count them.")
    source = graphene.String(required=True, description="Kind of the source that named it; a fallback's if it was one.")
    reason = graphene.String(
        required=True,
        description="Why it is named: `best_seller`, `new`, `viewed`, `bought_with`, `chosen` and so on.",
    )
    about_product_id = graphene.ID(description="The product the reason speaks of, as in: often bought with this one.")
    count = graphene.Int(required=True, description="The number the reason speaks of: units sold, views; 0 for none.")

    class Meta:
        description = "A product a list shows, with its card and why it is there."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_product_id(root: Pick, _info: ResolveInfo):
        return Node.to_global_id("Product", root.card.product_id)

    @staticmethod
    def resolve_variant_id(root: Pick, _info: ResolveInfo):
        return Node.to_global_id("ProductVariant", root.card.variant_id) if root.card.variant_id else None

    @staticmethod
    def resolve_price(root: Pick, _info: ResolveInfo):
        return MoneyAmount(root.card.price, root.card.currency)

    @staticmethod
    def resolve_old_price(root: Pick, _info: ResolveInfo):
        old = root.card.undiscounted_price
        return MoneyAmount(old, root.card.currency) if old is not None else None

    @staticmethod
    def resolve_reason(root: Pick, _info: ResolveInfo):
        return str(root.candidate.why)

    @staticmethod
    def resolve_about_product_id(root: Pick, _info: ResolveInfo):
        about = root.candidate.about
        return Node.to_global_id("Product", about) if about is not None else None

    @staticmethod
    def resolve_count(root: Pick, _info: ResolveInfo):
        return root.candidate.count


def _of_card(name: str):
    """Return a resolver that reads a field of the card."""
    return staticmethod(lambda root, _info: getattr(root.card, name))


for _name in ("name", "variant_name", "brand", "url", "image_url", "rating", "units_left"):
    setattr(AutomationProductListPick, f"resolve_{_name}", _of_card(_name))


class AutomationProductListDropped(BaseObjectType):
    product_id = graphene.ID(required=True)
    source = graphene.String(required=True, description="Kind of the source that named it.")
    reason = graphene.String(
        required=True,
        description="Why it is not shown: `sold_out`, `bought`, `in_cart`, `price_out_of_range` and so on.",
    )

    class Meta:
        description = "A product that was named and is not shown."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_product_id(root: Dropped, _info: ResolveInfo):
        return Node.to_global_id("Product", root.product_id)


class AutomationProductListTry(BaseObjectType):
    source = graphene.String(required=True, description="Kind of the source.")
    title = graphene.String(required=True, description="What people call it.")
    named = graphene.Int(required=True, description="Products the source named.")
    shown = graphene.Int(required=True, description="Products of those that are shown.")
    problem = graphene.String(required=True, description="`category_deleted`, or empty.")

    class Meta:
        description = "What the source or a fallback of a list gave."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_title(root: Try, info: ResolveInfo):
        return say(SOURCES[root.source].title, info)


class AutomationProductListPreview(BaseObjectType):
    products = NonNullList(
        AutomationProductListPick,
        required=True,
        description="What is shown; with a reason, what there would have been had it been enough.",
    )
    dropped = NonNullList(AutomationProductListDropped, required=True, description="What is not shown, and why.")
    tries = NonNullList(
        AutomationProductListTry,
        required=True,
        description="The source and, as far as they were needed, the fallbacks.",
    )
    reason = graphene.String(
        required=True,
        description="Why nothing is shown: `too_few_products`, `no_channel`, `other_channel`; empty when all is well.",
    )
    errors = NonNullList(AutomationError, required=True, description="What is wrong with the definition.")

    class Meta:
        description = "What a product list shows to one reader now."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_products(root: Filling, _info: ResolveInfo):
        return root.picks

    @staticmethod
    def resolve_errors(root: Filling, _info: ResolveInfo):
        return getattr(root, "errors", [])


class AutomationProductListChoice(BaseObjectType):
    name = graphene.String(required=True, resolver=said)
    reason = graphene.String(required=True, description="Why it fits the moment.", resolver=said)
    definition = JSONString(required=True, description="Ready to be saved.")
    is_default = graphene.Boolean(required=True, description="The one to begin with.")

    class Meta:
        description = "A ready-made product list."
        doc_category = DOC_CATEGORY


class AutomationProductListMoment(BaseObjectType):
    slug = graphene.String(required=True)
    name = graphene.String(required=True, resolver=said)
    description = graphene.String(required=True, description="When a customer is there.", resolver=said)
    choices = NonNullList(AutomationProductListChoice, required=True)

    class Meta:
        description = "A moment of the customer's path, with the lists that fit it."
        doc_category = DOC_CATEGORY


class AutomationProductListSource(BaseObjectType):
    kind = graphene.String(required=True, description="Its name in definitions.")
    title = graphene.String(required=True, description="What people call it.", resolver=said)

    class Meta:
        description = "Where products of a list can come from."
        doc_category = DOC_CATEGORY
