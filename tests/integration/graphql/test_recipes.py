import json

import pytest

from saleor_automation.coupons.models import CouponPolicy
from saleor_automation.journeys.models import Journey
from saleor_automation.messages.models import Template
from saleor_automation.recipes.loader import all_recipes

IMPORT = """mutation ($input: AutomationRecipeImportInput!) { automationRecipeImport(input: $input) {
  journey { slug name recipe status problems { place message } }
  errors { field message code place }
} }"""


def _import(caller, **values):
    return caller.ask(IMPORT, {"input": values})["automationRecipeImport"]


def test_recipes_are_described_in_both_languages(as_manager):
    # when
    data = as_manager.ask(
        """{ automationRecipes {
          slug area name summary italian: name(language: "it-CH") parameters { name type default label(language: "it") }
        } }"""
    )

    # then
    found = {recipe["slug"]: recipe for recipe in data["automationRecipes"]}
    assert list(found) == [recipe.slug for recipe in all_recipes()]
    assert found["win-back"]["area"] == "WIN_BACK"
    assert found["win-back"]["name"] == "Win back customers who stopped buying"
    assert found["win-back"]["italian"] == "Riconquista dei clienti inattivi"
    assert {"name": "discount_percent", "type": "PERCENT", "default": "15", "label": "Sconto in percentuale"} in found[
        "win-back"
    ]["parameters"]


@pytest.mark.parametrize("slug", [recipe.slug for recipe in all_recipes()])
def test_recipe_becomes_a_draft_that_can_be_published(as_manager, slug):
    # when
    data = _import(as_manager, recipe=slug)

    # then
    name = next(recipe.name.en for recipe in all_recipes() if recipe.slug == slug)
    assert data["errors"] == []
    assert data["journey"] == {"slug": slug, "name": name, "recipe": slug, "status": "DRAFT", "problems": []}
    assert Journey.objects.count() == 1


def test_name_language_and_parameters_are_taken_over(as_manager):
    # given
    parameters = json.dumps({"discount_percent": 25})

    # when
    named = _import(as_manager, recipe="win-back", name="Come back!", parameters=parameters)
    italian = _import(as_manager, recipe="win-back", language="it")

    # then
    assert (named["journey"]["slug"], named["journey"]["name"]) == ("come-back", "Come back!")
    assert italian["journey"]["name"] == "Riconquista dei clienti inattivi"
    assert CouponPolicy.objects.get(slug__startswith="come-back").terms.definition["percentage"] == "25"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        (
            {"recipe": "none"},
            ("recipe", "NOT_FOUND", None, "There is no recipe 'none'; choose one of {recipes}."),
        ),
        (
            {"recipe": "win-back", "parameters": "[1]"},
            (
                "parameters",
                "INVALID",
                None,
                "Give the parameters as a JSON object, for instance '{\"coupon_days\": 7}'.",
            ),
        ),
        (
            {"recipe": "win-back", "parameters": '{"discount_percent": "100%"}'},
            (
                "recipe",
                "INVALID_DEFINITION",
                "discount_percent",
                "Recipe 'win-back': '100%' is no percentage; use a whole number from 1 to 100.",
            ),
        ),
        (
            {"recipe": "win-back", "name": "!!!"},
            ("recipe", "INVALID_DEFINITION", "name", "Recipe 'win-back': '!!!' has no letters; choose another name."),
        ),
    ],
)  # fmt: skip
def test_wrong_input_is_refused_and_leaves_nothing_behind(as_manager, values, error):
    # given
    field, code, place, text = error
    text = text.replace("{recipes}", ", ".join(recipe.slug for recipe in all_recipes()))

    # when
    data = _import(as_manager, **values)

    # then
    assert data["journey"] is None
    assert data["errors"] == [{"field": field, "message": text, "code": code, "place": place}]
    assert (Journey.objects.count(), Template.objects.count(), CouponPolicy.objects.count()) == (0, 0, 0)


def test_same_recipe_twice_is_a_conflict(as_manager):
    # given
    _import(as_manager, recipe="win-back")

    # when
    data = _import(as_manager, recipe="win-back")

    # then
    (error,) = data["errors"]
    assert error["code"] == "CONFLICT"
    assert error["message"] == (
        "Recipe 'win-back' is already there as journey 'win-back'; import it with update to bring that one up to date, "
        "or under another name."
    )
    assert Journey.objects.count() == 1


def test_parameters_that_are_no_json_never_reach_the_recipe(as_manager):
    # when
    answer = as_manager.post(IMPORT, {"input": {"recipe": "win-back", "parameters": "{'a': 1}"}})

    # then
    (error,) = answer["errors"]
    assert 'Expected type "JSONString"' in error["message"]
    assert Journey.objects.count() == 0
