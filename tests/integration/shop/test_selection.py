import pytest

from saleor_automation.shop.selection import known_brands, names_of, products_in
from tests.shop.factories import make_brand, make_category, make_channel, make_collection, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    channel = make_channel()
    top = make_category("Kitchen")
    mugs = make_category("Mugs", parent=make_category("Cups", parent=top))
    mug = make_product("Mug", prices={channel: "5"}, category=mugs, brand=make_brand("Verdi"))
    pan = make_product("Pan", prices={channel: "5"}, category=top)
    return top, mugs, mug, pan


def test_category_holds_everything_below_it(shelf):
    top, mugs, mug, pan = shelf

    assert products_in("category", [top.pk]) == {mug.pk, pan.pk}
    assert products_in("category", [mugs.pk]) == {mug.pk}


def test_collection_and_brand_hold_what_was_put_into_them(shelf):
    _, _, mug, pan = shelf
    collection = make_collection("Autumn", products=[pan])

    assert products_in("collection", [collection.pk]) == {pan.pk}
    assert products_in("brand", ["VERDI", "Nobody"]) == {mug.pk}
    assert known_brands(["verdi", "Nobody"]) == {"verdi"}


def test_what_is_gone_holds_nothing_and_has_no_name(shelf):
    top, *_ = shelf

    assert products_in("category", [0]) == products_in("collection", [0]) == set()
    assert names_of("category", [top.pk, 0]) == {top.pk: "Kitchen"}
