import graphene

from ...recipes.parameters import TYPES, Parameter
from ...recipes.schema import AREAS, Recipe
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, JSONString, NonNullList, ResolveInfo

_AREAS = {
    "carts": "Carts that were left alone.",
    "segments": "Groups of customers.",
    "win_back": "Customers who stopped buying.",
    "products": "What somebody looked at or bought.",
    "loyalty": "The best customers.",
    "nurturing": "People on their way to a first order.",
    "selling": "Selling more to somebody who buys.",
    "own": "Recipes of the shop's own.",
}

AutomationRecipeArea = graphene.Enum(
    "AutomationRecipeArea",
    [(area.upper(), area) for area in AREAS],
    description=lambda area: _AREAS[area.value] if area else "What a recipe is about.",
)
AutomationParameterType = graphene.Enum(
    "AutomationParameterType",
    [(kind.upper(), kind) for kind in TYPES],
    description=lambda kind: TYPES[kind.value] if kind else "What a parameter of a recipe holds.",
)


def local_text(description: str) -> graphene.Field:
    """Return a field whose text comes in the language asked for."""
    language = graphene.String(default_value="en", description="`en` or `it`; English for any other.")
    return graphene.Field(graphene.String, language=language, required=True, description=description)


class AutomationRecipeParameter(BaseObjectType):
    name = graphene.String(required=True)
    type = AutomationParameterType(required=True)
    default = JSONString(required=True, description="The value it has when none is given.")
    label = local_text("What it means.")

    class Meta:
        description = "A value that may be changed when a recipe is imported."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_label(root: Parameter, _info: ResolveInfo, *, language: str):
        return root.label.in_language(language)


class AutomationRecipe(BaseObjectType):
    slug = graphene.String(required=True)
    area = AutomationRecipeArea(required=True)
    name = local_text("Its name.")
    summary = local_text("What it does, in two or three sentences.")
    parameters = NonNullList(AutomationRecipeParameter, required=True)

    class Meta:
        description = "A journey ready to be imported, with its mails and coupons."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_name(root: Recipe, _info: ResolveInfo, *, language: str):
        return root.name.in_language(language)

    @staticmethod
    def resolve_summary(root: Recipe, _info: ResolveInfo, *, language: str):
        return root.summary.in_language(language)
