import graphene

from ...recipes.loader import all_recipes
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

    @staticmethod
    def resolve_automation_recipes(_root, _info: ResolveInfo):
        return all_recipes()


class RecipeMutations(graphene.ObjectType):
    automation_recipe_import = RecipeImport.Field()
