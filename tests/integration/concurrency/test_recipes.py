"""Two imports at once, an import while somebody edits: everything is made once, and nobody's work is written over."""

import pytest

from saleor_automation.contacts.list_editing import create_list
from saleor_automation.core.exceptions import Conflict
from saleor_automation.journeys import drafting
from saleor_automation.models import ContactList, CouponPolicy, Journey, ProductList, RecipeImport, Score, Template
from saleor_automation.recipes.importing import Imported, bring_in, bring_up_to_date
from saleor_automation.recipes.loader import get_recipe
from tests.factories import NOW
from tests.workers import at_once, worker_held_behind, worker_waiting_for_a_lock

CART = "cart-reminder"
LATER = {"offer_after": "3 days"}


def importing(recipe, **parameters):
    def run():
        try:
            return bring_in(get_recipe(recipe), parameters, NOW)
        except Conflict as error:
            return error

    return run


def updating(parameters):
    return lambda: bring_up_to_date(get_recipe(CART), parameters, NOW, journey_slug=CART)


def made():
    kinds = (Journey, RecipeImport, Template, CouponPolicy, ProductList, ContactList)
    return {kind.__name__: kind.objects.count() for kind in kinds}


@pytest.fixture
def draft(own_database):
    """The draft of an imported recipe, as an editor has loaded it."""
    return bring_in(get_recipe(CART), {}, NOW).journey


def test_of_two_imports_at_once_one_makes_everything_and_the_other_is_told(own_database):
    # when
    found = at_once(importing("seven-week-drip"), importing("seven-week-drip"), importing("seven-week-drip"))

    # then
    assert sorted(type(each) for each in found if isinstance(each, Imported)) == [Imported]
    told = {str(each) for each in found if isinstance(each, Conflict)}
    assert told == {
        "Recipe 'seven-week-drip' is already there as journey 'seven-week-drip'; import it with update to bring that "
        "one up to date, or under another name."
    }
    assert made() == {
        "Journey": 1,
        "RecipeImport": 1,
        "Template": 7,
        "CouponPolicy": 1,
        "ProductList": 3,
        "ContactList": 1,
    }


def test_second_import_waits_until_the_first_is_through(own_database):
    # when
    with (
        worker_held_behind('INSERT INTO "automation_journey"', importing(CART)) as first,
        worker_waiting_for_a_lock(own_database, importing(CART)) as second,
    ):
        assert made()["Template"] == 0
        first.go_on()

    # then
    assert isinstance(second.result(), Conflict)
    assert (made()["Journey"], made()["Template"], made()["CouponPolicy"]) == (1, 2, 1)


def test_recipes_that_share_a_score_and_are_imported_at_once_make_one(own_database):
    # when
    found = at_once(importing("lead-scoring"), importing("sales-drip", team_email="team@shop.example"))

    # then
    assert [type(each) for each in found] == [Imported, Imported]
    assert Score.objects.get().thresholds == [30, 50]


def test_list_that_somebody_makes_meanwhile_undoes_the_import_and_the_next_one_uses_it(own_database):
    # given: the import has looked, and found no list
    looked = 'FROM "automation_contactlist"'
    with worker_held_behind(looked, importing("shop-welcome")) as first:
        create_list({"slug": "newsletter", "name": "Ours"}, NOW)
        # when
        told = first.go_on()

    # then
    assert str(told) == "There is a list 'newsletter' already; give this one another slug."
    assert made() == dict.fromkeys(made(), 0) | {"ContactList": 1}
    assert isinstance(importing("shop-welcome")(), Imported)
    assert ContactList.objects.get().name == "Ours"


def test_update_waits_for_who_is_saving_and_leaves_their_draft_alone(own_database, draft):
    # given: an editor who has written, and not committed yet
    mine = draft.draft | {"steps": draft.draft["steps"][:1]}

    def save():
        return drafting.update_draft(draft.pk, draft.revision, NOW, definition=mine, source="staff:1")

    # when
    with (
        worker_held_behind('UPDATE "automation_journey"', save) as editor,
        worker_waiting_for_a_lock(own_database, updating(LATER)) as update,
    ):
        editor.go_on()

    # then
    assert f"journey:{CART}" in update.result().kept
    draft.refresh_from_db()
    assert (draft.draft, draft.edited_by) == (mine, "staff:1")


def test_whoever_has_the_draft_open_while_it_is_updated_is_told_when_they_save(draft):
    # given
    assert f"journey:{CART}" in updating(LATER)().updated

    # when
    with pytest.raises(Conflict, match=rf"^Journey '{CART}' was changed by recipe:{CART} at "):
        drafting.update_draft(draft.pk, draft.revision, NOW, name="Mine", source="staff:1")

    # then
    draft.refresh_from_db()
    assert (draft.name, draft.revision) == ("Cart reminder with a first-time offer", 2)


def test_update_that_changes_nothing_leaves_the_revision(draft):
    # when
    updating({})()

    # then
    draft.refresh_from_db()
    assert draft.revision == 1
