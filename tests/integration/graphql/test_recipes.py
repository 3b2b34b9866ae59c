import json
from datetime import timedelta

import pytest

from saleor_automation.contacts.list_editing import create_list
from saleor_automation.contacts.models import ContactTotals, Tag
from saleor_automation.core.clock import utc_now
from saleor_automation.coupons.models import CouponPolicy
from saleor_automation.journeys.models import Journey
from saleor_automation.messages.models import Template
from saleor_automation.recipes.asking import parameters_in_shop
from saleor_automation.recipes.checking import example_values
from saleor_automation.recipes.loader import all_recipes
from tests.factories import NOW, ContactFactory, JourneyFactory, happened
from tests.shop.factories import make_channel, make_collection, make_product

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
    assert found["win-back"]["name"] == "Win-back series"
    assert found["win-back"]["italian"] == "Serie di riconquista"
    assert {"name": "discount_percent", "type": "PERCENT", "default": "15", "label": "Sconto in percentuale"} in found[
        "win-back"
    ]["parameters"]


@pytest.fixture
def furnished():
    """A shop with what recipes may ask for: one list, a journey of part 1, a product, a collection."""
    create_list({"slug": "newsletter", "name": "Newsletter"}, NOW)
    JourneyFactory(slug="engagement-tagging-1")
    return {
        "collection": make_collection().pk,
        "product": make_product(prices={make_channel(): "10"}).pk,
        "list": "newsletter",
    }


@pytest.mark.parametrize("recipe", all_recipes(), ids=lambda recipe: recipe.slug)
def test_recipe_becomes_a_draft_that_can_be_published(as_manager, furnished, recipe):
    # given
    Journey.objects.filter(slug=recipe.slug).delete()
    asked = [each.parameter for each in parameters_in_shop(recipe) if each.is_asked]
    answers = {each.name: furnished.get(each.type, example_values(recipe)[each.name]) for each in asked}
    answers |= {each.name: {"USD": "10.00"} for each in asked if each.type == "money"}

    # when
    data = _import(as_manager, recipe=recipe.slug, parameters=json.dumps(answers))

    # then
    assert data["errors"] == []
    assert data["journey"] == {
        "slug": recipe.slug,
        "name": recipe.name.en,
        "recipe": recipe.slug,
        "status": "DRAFT",
        "problems": [],
    }
    assert Journey.objects.filter(recipe=recipe.slug).count() == 1 + len(recipe.further_journeys)


def test_name_language_and_parameters_are_taken_over(as_manager):
    # given
    parameters = json.dumps({"discount_percent": 25})

    # when
    named = _import(as_manager, recipe="win-back", name="Come back!", parameters=parameters)
    italian = _import(as_manager, recipe="win-back", language="it")

    # then
    assert (named["journey"]["slug"], named["journey"]["name"]) == ("come-back", "Come back!")
    assert italian["journey"]["name"] == "Serie di riconquista"
    labels = {step.get("label") for step in Journey.objects.get(slug=italian["journey"]["slug"]).draft["steps"]}
    assert {"Ci manchi", "Attesa", "Codice personale"} <= labels
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
    assert len(answer["errors"]) == 1  # in words of Saleor, which differ between its releases
    assert Journey.objects.count() == 0


DETAILS = """query ($slug: String!, $parameters: JSONString) { automationRecipe(slug: $slug) {
  version area moment needs
  parameters { name type value isAsked isOptional minimum maximum choices { value label } help(language: "it") }
  asks { name label(language: "it") }
  steps { journey id kind label next }
  journeys
  matchCount(parameters: $parameters) { people monthly isExact }
} }"""


def _details(caller, slug, **parameters):
    return caller.ask(DETAILS, {"slug": slug, "parameters": json.dumps(parameters)})["automationRecipe"]


def test_recipe_asks_only_for_what_the_shop_does_not_answer(as_manager):
    # when
    nothing_there = _details(as_manager, "welcome-series")
    create_list({"slug": "newsletter", "name": "Newsletter"}, NOW)
    one_list = _details(as_manager, "welcome-series")
    create_list({"slug": "partners", "name": "Partners"}, NOW)
    two_lists = _details(as_manager, "welcome-series")

    # then
    asked = [{"name": "list", "label": "Lista a cui ci si iscrive"}]
    assert [nothing_there["asks"], one_list["asks"], two_lists["asks"]] == [asked, [], asked]
    assert nothing_there["matchCount"] is None
    assert one_list["parameters"][0] == {
        "name": "list",
        "type": "LIST",
        "value": '"newsletter"',
        "isAsked": False,
        "isOptional": False,
        "minimum": None,
        "maximum": None,
        "choices": [],
        "help": None,
    }


def test_steps_are_there_for_a_small_picture(as_manager):
    # when
    steps = _details(as_manager, "cart-reminder")["steps"]

    # then
    assert [(step["id"], step["kind"], step["next"]) for step in steps] == [
        ("reminder", "send", ["sleep-on-it"]),
        ("sleep-on-it", "wait", ["first-offer"]),
        ("first-offer", "give_coupon", ["offer"]),
        ("offer", "send", ["time-to-use"]),
        ("time-to-use", "wait", ["done"]),
        ("done", "end", []),
    ]


def test_unknown_recipe_is_null(as_manager):
    assert as_manager.ask('{ automationRecipe(slug: "none") { slug } }') == {"automationRecipe": None}


def test_match_count_follows_the_trigger(as_manager):
    # given
    create_list({"slug": "newsletter", "name": "Newsletter"}, NOW)
    now = utc_now()
    for days in (1, 65, 95, 200, None):
        contact = ContactFactory()
        if days is not None:
            ContactTotals.objects.filter(contact=contact).update(last_visit_at=now - timedelta(days=days))
    twice, late = ContactFactory(), ContactFactory()
    joined = ((twice, 1, "newsletter"), (twice, 29, "newsletter"), (late, 31, "newsletter"), (late, 1, "partners"))
    for joiner, days, slug in joined:
        happened("list_joined", joiner, now - timedelta(days=days), key=f"{days}{slug}", data={"list": slug})

    # when
    win_back = _details(as_manager, "win-back")["matchCount"]
    welcome = _details(as_manager, "welcome-series", list="newsletter")["matchCount"]
    bands = _details(as_manager, "engagement-tagging-1")["matchCount"]
    later = _details(as_manager, "win-back", inactive_after="190 days")["matchCount"]

    # then
    assert win_back == {"people": 2, "monthly": 1, "isExact": True}
    assert welcome == {"people": None, "monthly": 1, "isExact": True}
    assert bands == {"people": 4, "monthly": None, "isExact": True}
    assert later == {"people": 1, "monthly": 0, "isExact": True}


UPDATE = """mutation ($input: AutomationRecipeImportInput!) { automationRecipeImport(input: $input) {
  journey { slug } journeys { slug } created updated kept match { people monthly isExact }
  errors { field message code place }
} }"""


def _update(caller, **values):
    return caller.ask(UPDATE, {"input": values})["automationRecipeImport"]


def test_update_writes_again_what_nobody_has_edited(as_manager):
    # given
    first = _update(as_manager, recipe="cart-reminder")
    ours = {"en": {"subject": "Ours", "html": "<p>…</p>"}}
    Template.objects.filter(slug="cart-reminder-reminder").update(content=ours)

    # when
    again = _update(as_manager, recipe="cart-reminder", update=True, parameters=json.dumps({"offer_after": "2 days"}))
    discount = _update(as_manager, recipe="cart-reminder", update=True, parameters=json.dumps({"discount_percent": 20}))
    forced = _update(as_manager, recipe="cart-reminder", update=True, overwrite=True)

    # then
    assert first["created"] == [
        "coupon:cart-reminder-first-offer",
        "template:cart-reminder-reminder",
        "template:cart-reminder-offer",
        "journey:cart-reminder",
    ]
    assert (again["updated"], again["kept"]) == (["journey:cart-reminder"], ["template:cart-reminder-reminder"])
    assert discount["updated"] == ["coupon:cart-reminder-first-offer"]
    assert (forced["updated"], forced["kept"]) == (["template:cart-reminder-reminder"], [])
    wait = next(step for step in Journey.objects.get().draft["steps"] if step["id"] == "sleep-on-it")
    assert wait["duration"] == "2 days"
    assert CouponPolicy.objects.get().terms.definition["percentage"] == "20"


def test_edited_journey_is_left_alone(as_manager):
    # given
    _update(as_manager, recipe="cart-reminder")
    edited = Journey.objects.get().draft | {"steps": [{"id": "done", "kind": "end"}]}
    Journey.objects.update(draft=edited)

    # when
    data = _update(as_manager, recipe="cart-reminder", update=True, parameters=json.dumps({"offer_after": "2 days"}))

    # then
    assert data["kept"] == ["journey:cart-reminder"]
    assert Journey.objects.get().draft == edited


def test_list_that_is_there_is_used_and_not_changed(as_manager):
    # given
    parameters = json.dumps({"lead_tag": "lead"})
    create_list({"slug": "newsletter", "name": "Our letters"}, NOW)
    Tag.objects.create(name="LEAD", created_at=NOW)

    # when
    data = _update(as_manager, recipe="welcome-series", parameters=parameters)

    # then
    assert [part for part in data["created"] if part.startswith(("list:", "tag:"))] == []
    assert [each["slug"] for each in data["journeys"]] == ["welcome-series", "welcome-series-customer"]
    assert list(Tag.objects.values_list("name", flat=True)) == ["LEAD"]


@pytest.mark.parametrize(
    ("values", "field", "code", "message"),
    [
        (
            {"update": True},
            "recipe",
            "NOT_FOUND",
            "Recipe 'cart-reminder' was not imported as journey 'cart-reminder'; import it without update.",
        ),
        (
            {"overwrite": True},
            "overwrite",
            "INVALID",
            "Only an update can overwrite what is there; ask for update as well.",
        ),
    ],
)
def test_update_of_nothing_is_refused(as_manager, values, field, code, message):
    # when
    data = _update(as_manager, recipe="cart-reminder", **values)

    # then
    assert [(error["field"], error["code"], error["message"]) for error in data["errors"]] == [(field, code, message)]
    assert not Journey.objects.exists()


def test_archived_journey_is_not_updated(as_manager):
    # given
    _update(as_manager, recipe="cart-reminder")
    Journey.objects.update(status="archived")

    # when
    data = _update(as_manager, recipe="cart-reminder", update=True)

    # then
    (error,) = data["errors"]
    assert error["message"] == (
        "Journey 'cart-reminder' is archived; import recipe 'cart-reminder' under another name."
    )
