import graphene
from graphene import relay

from ...product_lists.editing import edited_revision
from ...product_lists.models import ProductList
from ..common import DOC_CATEGORY
from ..toolkit import CountableConnection, DateTime, JSONString, ModelObjectType, NonNullList, ResolveInfo
from .dataloaders import ProblemsByListLoader, UsersByListSlugLoader
from .preview_types import AutomationProductListProblem


class AutomationProductList(ModelObjectType[ProductList]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True, description="Name for blocks and tags; it never changes.")
    name = graphene.String(required=True)
    definition = JSONString(required=True, description="Source, filters, exclusions, order, fallbacks, minimum, limit.")
    revision = graphene.String(
        required=True,
        description="Changes with name and definition; an update that says it overwrites nobody.",
    )
    problems = NonNullList(
        AutomationProductListProblem,
        required=True,
        description="What the definition names that the shop does not have any more.",
    )
    used_by = NonNullList(
        graphene.String, required=True, description="The mails that show it and the journeys that send those, in words."
    )
    created_at = DateTime(required=True)
    updated_at = DateTime(required=True)

    class Meta:
        description = "Which products a block shows, chosen for each reader when the mail is made."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = ProductList

    @staticmethod
    def resolve_revision(root: ProductList, _info: ResolveInfo):
        return edited_revision(root)

    @staticmethod
    def resolve_problems(root: ProductList, info: ResolveInfo):
        def shown(problems):
            return [{"place": place, "message": text} for place, text in problems]

        return ProblemsByListLoader(info.context).load(root.pk).then(shown)

    @staticmethod
    def resolve_used_by(root: ProductList, info: ResolveInfo):
        return UsersByListSlugLoader(info.context).load(root.slug)


class AutomationProductListConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationProductList
