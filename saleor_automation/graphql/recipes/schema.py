import graphene

from ...core.exceptions import NotFound
from ...recipes.loader import all_recipes, get_recipe
from ..common import DOC_CATEGORY, STAFF
from ..toolkit import NonNullList, PermissionsField, ResolveInfo
from .mutations.recipe_import import RecipeImport
from .types import AutomationRecipe


class RecipeQueries(graphene.ObjectType):
    automation_recipes = PermissionsField(
        NonNullList(AutomationRecipe),
        description="Journeys ready to be imported.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_recipe = PermissionsField(
        AutomationRecipe,
        slug=graphene.String(required=True, description="Slug of the recipe."),
        description="One journey ready to be imported.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_recipes(_root, _info: ResolveInfo):
        return all_recipes()

    @staticmethod
    def resolve_automation_recipe(_root, _info: ResolveInfo, *, slug: str):
        try:
            return get_recipe(slug).recipe
        except NotFound:
            return None


class RecipeMutations(graphene.ObjectType):
    automation_recipe_import = RecipeImport.Field()
