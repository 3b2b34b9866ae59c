from typing import Any

import graphene

from ....core.clock import utc_now
from ....recipes.importing import bring_in, bring_up_to_date, slug_for
from ....recipes.loader import get_recipe
from ....recipes.matching import match
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, refusal, refusals
from ...journeys.types import AutomationJourney
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, NonNullList, ResolveInfo
from ..types import AutomationRecipeMatch


class RecipeImportInput(BaseInputObjectType):
    recipe = graphene.String(required=True, description="Slug of the recipe.")
    name = graphene.String(description="Name of the journey; the recipe's own when left out.")
    language = graphene.String(description="Language of the names: `en` or `it`.")
    parameters = JSONString(
        description=(
            "Values by name of parameter; what is left out has its value in this shop or, with update, that of the "
            "last import."
        )
    )
    update = graphene.Boolean(
        default_value=False,
        description="Bring the journey of this name up to date with the recipe. What people have edited stays.",
    )
    overwrite = graphene.Boolean(
        default_value=False, description="With update: write again what people have edited, too."
    )

    class Meta:
        name = "AutomationRecipeImportInput"
        description = "Which recipe, with what changed."
        doc_category = DOC_CATEGORY


class RecipeImport(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The draft made from the recipe.")
    journeys = NonNullList(AutomationJourney, description="All drafts, if the recipe has more than one graph.")
    created = NonNullList(graphene.String, description="What was made, as `kind:slug`.")
    updated = NonNullList(graphene.String, description="What was written again, as `kind:slug`.")
    kept = NonNullList(
        graphene.String,
        description="What was left alone because people had edited it, or it was there, as `kind:slug`.",
    )
    match = graphene.Field(AutomationRecipeMatch, description="How many match now.")

    class Arguments:
        input = RecipeImportInput(required=True, description="Which recipe, with what changed.")

    class Meta:
        name = "AutomationRecipeImport"
        description = (
            "Make a draft journey, its mails and its coupons out of a recipe; nobody enters before it is published. "
            "With `update`, write what is there again as the recipe has it now."
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
        if input.get("overwrite") and not input.get("update"):
            message = "Only an update can overwrite what is there; ask for update as well."
            raise refusal("overwrite", AutomationErrorCode.INVALID, message)
        now = utc_now()
        name, language = input.get("name") or "", input.get("language") or "en"
        with refusals("recipe"):
            loaded = get_recipe(input["recipe"])
            if input.get("update"):
                slug = slug_for(loaded.recipe, name)
                imported = bring_up_to_date(
                    loaded, parameters, now, journey_slug=slug, overwrite=bool(input.get("overwrite"))
                )
            else:
                imported = bring_in(loaded, parameters, now, name=name, language=language)
            found = match(loaded, imported.values, now)
        return cls(
            journey=imported.journey,
            journeys=imported.journeys,
            created=imported.created,
            updated=imported.updated,
            kept=imported.kept,
            match=found,
        )
