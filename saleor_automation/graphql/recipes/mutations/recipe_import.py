from typing import Any

import graphene

from ....core.clock import utc_now
from ....recipes.importing import import_recipe
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, refusal, refusals
from ...journeys.types import AutomationJourney
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo


class RecipeImportInput(BaseInputObjectType):
    recipe = graphene.String(required=True, description="Slug of the recipe.")
    name = graphene.String(description="Name of the journey; the recipe's own when left out.")
    language = graphene.String(description="Language of the name: `en` or `it`.")
    parameters = JSONString(description="Values by name of parameter; what is left out keeps its default.")

    class Meta:
        name = "AutomationRecipeImportInput"
        description = "Which recipe, with what changed."
        doc_category = DOC_CATEGORY


class RecipeImport(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The draft made from the recipe.")

    class Arguments:
        input = RecipeImportInput(required=True, description="Which recipe, with what changed.")

    class Meta:
        name = "AutomationRecipeImport"
        description = (
            "Make a draft journey, its mails and its coupons out of a recipe; nobody enters before it is published."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        parameters = input.get("parameters") or {}
        if not isinstance(parameters, dict):
            message = "Give the parameters as a JSON object, for instance '{\"coupon_days\": 7}'."
            raise refusal("parameters", AutomationErrorCode.INVALID, message)
        with refusals("recipe"):
            journey = import_recipe(
                input["recipe"],
                parameters,
                utc_now(),
                name=input.get("name") or "",
                language=input.get("language") or "en",
            )
        return cls(journey=journey)
