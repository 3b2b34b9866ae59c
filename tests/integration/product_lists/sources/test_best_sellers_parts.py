"""Best sellers of a part of the shop: chosen, visited, last seen, most represented."""

from uuid import uuid4

import pytest

from saleor_automation.events.checkouts import absorb_checkouts
from saleor_automation.models import ContactInterest
from tests.factories import NOW
from tests.shop.sales import make_checkout

from ..small_shop import DAY

KITCHEN = ["plate", "red mug", "blue mug"]
MUGS = ["red mug", "blue mug"]
GARDEN = ["spade", "pot"]


def cart(shop, *items):
    checkout = make_checkout(shop.channel, items, email=shop.ada.email, changed_at=NOW)
    absorb_checkouts([checkout.pk], NOW, 60)
    return checkout


def visited(shop, kind, value, *, at=NOW - DAY, times=1):
    ContactInterest.objects.create(contact_id=shop.ada.pk, kind=kind, value=value, views_count=times, last_viewed_at=at)


def test_chosen_categories_count_with_everything_below_them(shop):
    assert shop.names({"kind": "best_sellers_categories", "categories": [shop.kitchen.pk]}) == KITCHEN
    assert shop.names({"kind": "best_sellers_categories", "categories": [shop.mugs.pk]}) == MUGS
    both = [shop.mugs.pk, shop.garden.pk]
    assert shop.names({"kind": "best_sellers_categories", "categories": both}) == [
        "red mug",
        "spade",
        "blue mug",
        "pot",
    ]


def test_category_chosen_twice_over_its_parent_counts_once(shop):
    both = [shop.kitchen.pk, shop.mugs.pk]
    assert shop.names({"kind": "best_sellers_categories", "categories": both}) == KITCHEN


def test_deleted_category_gives_nothing_and_says_so(shop):
    # given
    source = {"kind": "best_sellers_categories", "categories": [shop.garden.pk]}
    shop.garden.delete()

    # when
    filling = shop.fill(source)

    # then
    assert (filling.cards, filling.reason) == ([], "too_few_products")
    assert [each.problem for each in filling.tries] == ["category_deleted"]


def test_chosen_brands(shop):
    assert shop.names({"kind": "best_sellers_brands", "brands": ["Verdi"]}) == ["plate", "blue mug", "pot"]
    assert shop.names({"kind": "best_sellers_brands", "brands": ["Nobody"]}) == []


def test_visited_category_is_the_one_at_hand(shop):
    # given
    shop.saw(shop.spade)

    # then
    assert shop.names("best_sellers_visited_category", reader=shop.reader(category_id=shop.kitchen.pk)) == KITCHEN


def test_visited_category_is_else_the_one_visited_most_by_its_products_and_its_page(shop):
    # given
    shop.saw(shop.spade, times=2, at=NOW - DAY)
    shop.saw(shop.red_mug, times=1, at=NOW - 5 * DAY)
    visited(shop, "category", shop.mugs.pk, times=2, at=NOW - 4 * DAY)

    # then
    assert shop.names("best_sellers_visited_category") == MUGS


def test_last_category_is_the_one_of_the_last_look(shop):
    # given
    shop.saw(shop.spade, times=1, at=NOW - DAY)
    shop.saw(shop.red_mug, times=9, at=NOW - 5 * DAY)

    # then
    assert shop.names("best_sellers_last_category") == GARDEN
    visited(shop, "category", shop.mugs.pk, at=NOW)
    assert shop.names("best_sellers_last_category") == MUGS


def test_category_of_the_product_at_hand_or_of_the_last_one_seen(shop):
    # given
    shop.saw(shop.spade)

    # then
    assert shop.names("best_sellers_product_category") == GARDEN
    assert shop.names("best_sellers_product_category", reader=shop.reader(product_id=shop.blue_mug.pk)) == MUGS


def test_visited_brand_is_the_one_at_hand_or_the_one_looked_at_most(shop):
    # given
    shop.saw(shop.spade, times=1, at=NOW)
    shop.saw(shop.pot, times=2, at=NOW - DAY)

    # then
    assert shop.names("best_sellers_visited_brand") == ["plate", "blue mug", "pot"]
    assert shop.names("best_sellers_visited_brand", reader=shop.reader(brand="Rossi")) == ["red mug", "spade"]
    at_spade = shop.reader(product_id=shop.spade.pk)
    assert shop.names("best_sellers_visited_brand", reader=at_spade) == ["red mug", "spade"]


def test_top_category_of_the_cart_has_most_pieces(shop):
    # given: one spade is worth more than two mugs, but two are more than one
    cart(shop, (shop.spade.default_variant, 1), (shop.red_mug.default_variant, 1), (shop.blue_mug.default_variant, 1))

    # then
    assert shop.names({"kind": "best_sellers_top_category", "reference": "cart"}) == MUGS


def test_top_category_with_as_many_pieces_has_more_value(shop):
    # given
    cart(shop, (shop.spade.default_variant, 1), (shop.red_mug.default_variant, 1))

    # then
    assert shop.names({"kind": "best_sellers_top_category", "reference": "cart"}) == GARDEN


def test_top_product_decides_where_its_category_alone_would_not(shop):
    # given: three mugs of two sorts, two spades
    cart(shop, (shop.spade.default_variant, 2), (shop.red_mug.default_variant, 1), (shop.blue_mug.default_variant, 2))

    # then
    assert shop.names({"kind": "best_sellers_top_category", "reference": "cart"}) == MUGS
    assert shop.names({"kind": "best_sellers_top_product_category", "reference": "cart"}) == GARDEN


def test_top_category_of_the_order_at_hand(shop):
    # given
    order = shop.sell(spade=3, blue_mug=1)

    # then
    reader = shop.reader(order_id=order.pk)
    assert shop.names({"kind": "best_sellers_top_category", "reference": "order"}, reader=reader) == GARDEN


def test_top_category_of_visits(shop):
    # given
    shop.saw(shop.red_mug, times=2)
    shop.saw(shop.spade, times=3)
    shop.saw(shop.blue_mug, times=2)

    # then
    assert shop.names({"kind": "best_sellers_top_category", "reference": "visits"}) == MUGS
    assert shop.names({"kind": "best_sellers_top_product_category", "reference": "visits"}) == GARDEN


@pytest.mark.parametrize("reference", ["cart", "order", "visits"])
def test_somebody_of_whom_nothing_is_known_gets_the_fallback(shop, reference):
    # given
    source = {"kind": "best_sellers_top_category", "reference": reference}

    # when
    filling = shop.fill(source, fallbacks=[{"kind": "novelties"}], reader=shop.reader(order_id=uuid4()))

    # then
    assert [pick.source for pick in filling.picks] == ["novelties"] * 5
    assert [(each.source, each.named) for each in filling.tries] == [("best_sellers_top_category", 0), ("novelties", 5)]
