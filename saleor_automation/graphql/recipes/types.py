from typing import Any

import graphene

from ...core.clock import utc_now
from ...core.exceptions import InvalidDefinition
from ...recipes.asking import ShopParameter, parameters_in_shop
from ...recipes.loader import get_recipe
from ...recipes.matching import match
from ...recipes.models import RecipeImport
from ...recipes.outline import outline
from ...recipes.parameters import TYPES, Choice
from ...recipes.schema import AREAS, MOMENTS, NEEDS, Recipe
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY
from ..reader import said
from ..toolkit import BaseObjectType, JSONString, NonNullList, ResolveInfo, get_database_connection_name

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
_MOMENTS = {
    "acquisition": "Somebody gets to know the shop.",
    "conversion": "Somebody is about to buy.",
    "reactivation": "Somebody has been away for long.",
    "first_loyalty": "After the first order.",
    "repeated_loyalty": "After several orders.",
    "always": "At any moment.",
}
_NEEDS = {
    "orders": "Orders of the shop.",
    "carts": "Carts with an e-mail address.",
    "product_views": "Product pages, reported by the storefront.",
    "page_views": "Pages and visits, reported by the storefront.",
    "opens_and_clicks": "Opens and clicks of mails.",
    "birthdays": "A custom field with the birthday.",
    "accounts": "Customer accounts.",
    "fulfilments": "Fulfilments of orders.",
}
AutomationRecipeMoment = graphene.Enum(
    "AutomationRecipeMoment",
    [(moment.upper(), moment) for moment in MOMENTS],
    description=lambda moment: _MOMENTS[moment.value] if moment else "A moment of the customer's path.",
)
AutomationRecipeNeed = graphene.Enum(
    "AutomationRecipeNeed",
    [(need.upper(), need) for need in NEEDS],
    description=lambda need: _NEEDS[need.value] if need else "What a recipe needs to be told.",
)


def local_text(description: str) -> graphene.Field:
    """Return a field whose text comes in the language asked for."""
    language = graphene.String(default_value="en", description="`en` or `it`; English for any other.")
    return graphene.Field(graphene.String, language=language, required=True, description=description)


class AutomationRecipeChoice(BaseObjectType):
    value = graphene.String(required=True)
    label = local_text("What it means.")

    class Meta:
        description = "One of the values a parameter may have."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_label(root: Choice, _info: ResolveInfo, *, language: str):
        return root.label.in_language(language)


class AutomationRecipeParameter(BaseObjectType):
    name = graphene.String(required=True)
    type = AutomationParameterType(required=True)
    default = JSONString(description="The value the recipe suggests; null if it has none.")
    value = JSONString(description="The value it has in this shop when none is given; null if it must be asked for.")
    is_asked = graphene.Boolean(required=True, description="Whether an import needs a value that nobody knows yet.")
    is_optional = graphene.Boolean(required=True, description="Whether it may be left without a value.")
    minimum = graphene.Int(description="Smallest value of an integer.")
    maximum = graphene.Int(description="Largest value of an integer, if there is one.")
    choices = NonNullList(AutomationRecipeChoice, required=True)
    label = local_text("What it means.")
    help = graphene.Field(
        graphene.String,
        language=graphene.String(default_value="en", description="`en` or `it`; English for any other."),
        description="More about it, if there is more to say.",
    )

    class Meta:
        description = "A value that may be changed when a recipe is imported."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_type(root: ShopParameter, _info: ResolveInfo):
        return root.parameter.type

    @staticmethod
    def resolve_name(root: ShopParameter, _info: ResolveInfo):
        return root.parameter.name

    @staticmethod
    def resolve_default(root: ShopParameter, _info: ResolveInfo):
        return root.parameter.default

    @staticmethod
    def resolve_is_asked(root: ShopParameter, _info: ResolveInfo):
        return root.is_asked

    @staticmethod
    def resolve_is_optional(root: ShopParameter, _info: ResolveInfo):
        return root.parameter.optional

    @staticmethod
    def resolve_minimum(root: ShopParameter, _info: ResolveInfo):
        return root.parameter.minimum if root.parameter.type == "integer" else None

    @staticmethod
    def resolve_maximum(root: ShopParameter, _info: ResolveInfo):
        return root.parameter.maximum if root.parameter.type == "integer" else None

    @staticmethod
    def resolve_choices(root: ShopParameter, _info: ResolveInfo):
        return root.parameter.choices

    @staticmethod
    def resolve_label(root: ShopParameter, _info: ResolveInfo, *, language: str):
        return root.parameter.label.in_language(language)

    @staticmethod
    def resolve_help(root: ShopParameter, _info: ResolveInfo, *, language: str):
        return root.parameter.help.in_language(language) if root.parameter.help else None


class AutomationRecipeStep(BaseObjectType):
    journey = graphene.String(required=True, description="Key of the graph it is in; empty for the main one.")
    id = graphene.String(required=True)
    kind = graphene.String(required=True)
    label = graphene.String(required=True, resolver=said)
    next = NonNullList(graphene.String, required=True, description="IDs of the steps people may go on to.")

    class Meta:
        description = "A step of a recipe, for a small picture of its graph."
        doc_category = DOC_CATEGORY


class AutomationRecipeMatch(BaseObjectType):
    people = graphene.Int(description="People who match now; null for a trigger that waits for something to happen.")
    monthly = graphene.Int(
        description=(
            "Entries to expect in a month, by events of the last 30 days or dates of the next 30: people, where the "
            "same person enters once at most in such a time."
        )
    )
    is_exact = graphene.Boolean(required=True, description="False if there was too much to count, and a sample was.")

    class Meta:
        description = "How many people a recipe is about in this shop."
        doc_category = DOC_CATEGORY


class AutomationRecipe(BaseObjectType):
    slug = graphene.String(required=True)
    version = graphene.Int(required=True, description="Higher than in an earlier import if the recipe has changed.")
    area = AutomationRecipeArea(required=True)
    moment = AutomationRecipeMoment(required=True)
    needs = NonNullList(AutomationRecipeNeed, required=True, description="What the shop must report for it to work.")
    name = local_text("Its name.")
    summary = local_text("What it does, in two or three sentences.")
    parameters = NonNullList(AutomationRecipeParameter, required=True, description="All that can be changed.")
    asks = NonNullList(
        AutomationRecipeParameter, required=True, description="Those an import in this shop has to ask for."
    )
    steps = NonNullList(AutomationRecipeStep, required=True, description="Its graph with the usual values.")
    journeys = NonNullList(graphene.String, required=True, description="Slugs of the journeys imported from it.")
    match_count = graphene.Field(
        AutomationRecipeMatch,
        parameters=JSONString(description="Values by name of parameter; what is left out has its value in this shop."),
        description="How many match now; null while a parameter that is asked for is missing or does not fit.",
    )

    class Meta:
        description = "A journey ready to be imported, with its mails and coupons."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_name(root: Recipe, _info: ResolveInfo, *, language: str):
        return root.name.in_language(language)

    @staticmethod
    def resolve_summary(root: Recipe, _info: ResolveInfo, *, language: str):
        return root.summary.in_language(language)

    @staticmethod
    @allow_writer()
    def resolve_parameters(root: Recipe, _info: ResolveInfo):
        return parameters_in_shop(root)

    @staticmethod
    @allow_writer()
    def resolve_asks(root: Recipe, _info: ResolveInfo):
        return [each for each in parameters_in_shop(root) if each.is_asked]

    @staticmethod
    def resolve_steps(root: Recipe, _info: ResolveInfo):
        return outline(root)

    @staticmethod
    def resolve_journeys(root: Recipe, info: ResolveInfo):
        rows = RecipeImport.objects.using(get_database_connection_name(info.context)).filter(recipe=root.slug)
        return list(rows.order_by("pk").values_list("journey_slug", flat=True))

    @staticmethod
    @allow_writer()
    def resolve_match_count(root: Recipe, _info: ResolveInfo, *, parameters: Any = None):
        try:
            return match(get_recipe(root.slug), parameters if isinstance(parameters, dict) else {}, utc_now())
        except InvalidDefinition:
            return None
