"""manage.py automation_recipe: what it says, and that a journey comes back as it went."""

import shutil
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from saleor_automation.core.settings import get_settings
from saleor_automation.models import (
    ContactList,
    CouponPolicy,
    Journey,
    ProductList,
    RecipeImport,
    Segment,
    Template,
)
from saleor_automation.recipes.loader import FOLDER, all_recipes

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("automation_recipe", *map(str, arguments), stdout=out)
    return out.getvalue()


def everything():
    """What the shop has of journeys and what belongs to them, as content by slug."""
    return {
        "journeys": {
            each.slug: (each.draft, each.priority, each.holdout_percent) for each in Journey.objects.order_by("slug")
        },
        "templates": dict(Template.objects.order_by("slug").values_list("slug", "content")),
        "coupons": {each.slug: each.terms.definition for each in CouponPolicy.objects.select_related("terms")},
        "segments": dict(Segment.objects.values_list("slug", "condition")),
        "lists": dict(ProductList.objects.values_list("slug", "definition")),
    }


@pytest.fixture
def own(tmp_path):
    """A folder with a copy of a recipe under a name of its own."""

    def copy(slug="cart-reminder", name="ours"):
        target = tmp_path / name
        shutil.copytree(FOLDER / slug, target)
        path = target / "recipe.yaml"
        path.write_text(path.read_text().replace(f"slug: {slug}\n", f"slug: {name}\n", 1))
        return target

    return copy


@pytest.mark.slow
def test_every_recipe_of_the_package_is_in_order_and_keeps_its_promises():
    # given
    out = StringIO()

    # when
    try:
        call_command("automation_recipe", "check", stdout=out)
    except CommandError:
        pytest.fail(out.getvalue())

    # then
    assert out.getvalue().splitlines() == [f"{recipe.slug}: ok" for recipe in all_recipes()]
    assert (Journey.objects.count(), Template.objects.count(), RecipeImport.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("recipe", all_recipes(), ids=lambda recipe: recipe.slug)
def test_every_recipe_of_the_package_promises_something(recipe):
    assert recipe.assertions


def test_recipe_that_is_in_order_is_said_to_be():
    assert run("check", "first-purchase-date") == "first-purchase-date: ok\n"
    assert (Journey.objects.count(), Template.objects.count(), RecipeImport.objects.count()) == (0, 0, 0)


def test_promise_that_is_not_kept_is_named(own):
    # given
    path = own("first-purchase-date") / "recipe.yaml"
    text = path.read_text()
    path.write_text(text + "  - name: Pigs fly\n    given: []\n    expect: {entered: 7}\n")

    # when
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 1 recipes have problems"):
        call_command("automation_recipe", "check", str(path.parent), stdout=out)

    # then
    assert out.getvalue().splitlines() == ["ours:", "  Pigs fly: entered: 0 times; expected 7."]


def test_check_leaves_a_shop_that_uses_the_recipe_as_it_is():
    # given
    run("import", "cart-reminder")
    before = everything()

    # when
    run("check", "cart-reminder")

    # then
    assert everything() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("recipe.yaml", "kind: wait,", "kind: weit,", "recipe.yaml:53 step 'sleep-on-it': There is no kind 'weit';"),
        ("recipe.yaml", "area: carts", "area: cats", "recipe.yaml:3 area: It is 'cats'; use 'carts',"),
        (
            "recipe.yaml",
            'duration: "${offer_after}"',
            'duration: "${offer_afer}"',
            "It uses ${offer_afer}, which is no parameter of it.",
        ),
        ("recipe.yaml", "area: carts", "area: [carts", "ours/recipe.yaml:4: It is not valid YAML:"),
        (
            "mails/offer.it.yaml",
            "{kind: coupon}",
            "{kind: coupom}",
            "mails/offer.it.yaml: block 3 (coupom): is of the unknown kind 'coupom';",
        ),
        (
            "mails/offer.en.yaml",
            "{{ coupon.value }} your",
            "{{ coupon.valu }} your",
            "coupon has no 'valu'; use one of code, expires_on, value",
        ),
        (
            "recipe.yaml",
            "mails: [reminder, offer]",
            "mails: [reminder, offer, third]",
            "mails/third.en.yaml: The file is missing; write it.",
        ),
        ("README.md", "*offer*", "*other*", "README.md: It does not speak of mail *offer*; add it to the timeline."),
    ],
)
def test_mistake_is_named_with_its_place(own, file, old, new, complaint):
    # given
    path = own() / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))

    # when
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command(
            "automation_recipe", "check", str(path.parents[0 if path.parent.name == "ours" else 1]), stdout=out
        )

    # then
    assert str(failed.value) == "1 of 1 recipes have problems."
    assert complaint in out.getvalue()


def test_recipe_of_a_folder_is_imported_with_parameters(own):
    # when
    said = run("import", own(), "--set", "discount_percent=30", "--set", "offer_after=2 days", "--name", "Our offer")

    # then
    assert said.splitlines() == [
        "Journey 'our-offer' is draft.",
        "  made coupon:our-offer-first-offer",
        "  made template:our-offer-reminder",
        "  made template:our-offer-offer",
        "  made journey:our-offer",
    ]
    assert CouponPolicy.objects.get().terms.definition["percentage"] == "30"


def test_folder_of_the_shop_is_found_by_its_setting(own, settings):
    # given
    folder = own().parent
    settings.AUTOMATION_RECIPE_FOLDERS = str(folder)
    get_settings.cache_clear()

    # when
    try:
        run("import", "ours")
    finally:
        del settings.AUTOMATION_RECIPE_FOLDERS
        get_settings.cache_clear()

    # then
    assert Journey.objects.get().recipe == "ours"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["import"], "Say what to import: automation_recipe import <recipe or journey>."),
        (["import", "none"], "There is no recipe 'none'; choose one of "),
        (["import", "cart-reminder", "--set", "offer_after"], "--set 'offer_after' says no value;"),
        (["import", "cart-reminder", "--set", "offer_after=0 days"], "offer_after: '0 days' is no wait;"),
        (["import", "cart-reminder", "--set", "nothing=1"], "nothing: Recipe 'cart-reminder' has no such parameter;"),
        (["import", "cart-reminder", "--update"], "was not imported as journey 'cart-reminder'"),
        (["export", "none"], "There is no journey 'none'."),
        (["check", "/nowhere"], "There is no folder '/nowhere'; correct the path"),
    ],
)
def test_wrong_call_is_refused(arguments, complaint):
    # when
    with pytest.raises(CommandError) as failed:
        run(*arguments)

    # then
    assert complaint in str(failed.value)
    assert not Journey.objects.exists()


def test_importing_twice_names_the_remedy():
    # given
    run("import", "cart-reminder")

    # when
    with pytest.raises(CommandError) as failed:
        run("import", "cart-reminder")

    # then
    assert str(failed.value) == (
        "Recipe 'cart-reminder' is already there as journey 'cart-reminder'; import it with update to bring that one "
        "up to date, or under another name."
    )


@pytest.mark.parametrize("recipe", ["abandoned-cart-recovery", "welcome-series", "win-back", "interest-follow-up"])
def test_exported_journey_comes_back_equal(tmp_path, recipe):
    # given
    ContactList.objects.create(slug="newsletter", name="Newsletter", created_at="2026-01-01T00:00Z")
    run("import", recipe, "--name", "Made here")
    template = Template.objects.order_by("slug")[0]
    template.content["en"]["preheader"] = "costs ${not_a_parameter}"
    template.save()
    before = everything()

    # when
    run("export", "made-here", "--to", tmp_path)
    for model in (Journey, Template, Segment, ProductList, RecipeImport):
        model.objects.all().delete()
    CouponPolicy.objects.update(slug="gone")
    checked = run("check", tmp_path / "made-here")
    run("import", tmp_path / "made-here")

    # then
    after = everything()
    after["coupons"].pop("gone", None)
    assert after == before
    assert checked == "made-here: ok\n"
    assert "area: own" in (tmp_path / "made-here" / "recipe.yaml").read_text()


def test_export_does_not_write_over_a_folder(tmp_path):
    # given
    run("import", "cart-reminder")
    run("export", "cart-reminder", "--to", tmp_path)
    before = (tmp_path / "cart-reminder" / "recipe.yaml").read_text()

    # when
    with pytest.raises(CommandError) as failed:
        run("export", "cart-reminder", "--to", tmp_path)

    # then
    assert "is there already; remove it or choose another folder." in str(failed.value)
    assert (tmp_path / "cart-reminder" / "recipe.yaml").read_text() == before
    assert yaml.safe_load(before)["mails"] == ["offer", "reminder"]
