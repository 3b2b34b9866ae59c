"""Filters, exclusions, order, fallbacks, minimum, truth at this moment, and the number of statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.product.models import ProductVariantChannelListing
from saleor.warehouse.models import Stock

from saleor_automation.events.checkouts import absorb_checkouts
from saleor_automation.models import ProductSales, ShownProduct
from saleor_automation.product_lists import sales
from saleor_automation.product_lists.definition import parse_list
from saleor_automation.product_lists.readers import Reader, Subject
from saleor_automation.product_lists.resolution import resolve
from tests.factories import NOW, many_contacts, shop_configuration
from tests.shop.factories import list_product, make_channel, make_collection, make_product, make_warehouse
from tests.shop.sales import make_checkout

from .small_shop import DAY, unpublish

BEST = ["plate", "red mug", "spade", "blue mug", "pot"]


@pytest.mark.parametrize("source", ["best_sellers", "manual"])
def test_filters_hold_for_what_is_ranked_and_for_what_is_named(shop, source):
    # given
    everything = [each.pk for each in (shop.plate, shop.red_mug, shop.spade, shop.blue_mug, shop.pot, shop.kettle)]
    source = {"kind": "manual", "products": everything} if source == "manual" else source
    collection = make_collection(products=[shop.spade, shop.pot])

    def names(**filters):
        return shop.names(source, filters=filters)

    # then
    assert names() == BEST
    assert names(categories=[shop.kitchen.pk]) == ["plate", "red mug", "blue mug"]
    assert names(brands=["Rossi"]) == ["red mug", "spade"]
    assert names(collections=[collection.pk]) == ["spade", "pot"]
    assert names(prices=[{"currency": "USD", "at_least": 8, "at_most": 12}]) == ["plate", "red mug", "blue mug"]
    assert names(prices=[{"currency": "EUR", "at_most": 12}]) == []
    assert names(categories=[shop.garden.pk], brands=["Verdi"]) == ["pot"]


def test_sold_out_products_are_shown_when_the_list_says_so(shop):
    assert shop.names("best_sellers", filters={"in_stock": False}) == ["kettle", *BEST]


def test_list_of_other_channels_is_left_out_with_the_reason(shop):
    filling = shop.fill("best_sellers", filters={"channels": ["elsewhere"]})
    assert (filling.cards, filling.reason) == ([], "other_channel")


def test_reader_without_a_channel_gets_nothing_with_the_reason(shop):
    filling = shop.fill("best_sellers", reader=Reader(1, shop.ada.pk, "", "en"))
    assert (filling.cards, filling.reason) == ([], "no_channel")


def test_exclusions_leave_out_what_this_person_bought_has_in_the_cart_or_was_shown(shop):
    # given
    shop.bought(shop.plate)
    checkout = make_checkout(shop.channel, [(shop.spade.default_variant, 1)], email=shop.ada.email, changed_at=NOW)
    absorb_checkouts([checkout.pk], NOW, 60)
    for product, slug, days in ((shop.pot, "news", 3), (shop.blue_mug, "news", 20), (shop.red_mug, "", 1)):
        ShownProduct.objects.create(
            message_id=1,
            contact_id=shop.ada.pk,
            product_id=product.pk,
            list_slug=slug,
            url_code=1,
            shown_at=NOW - days * DAY,
        )

    def names(**exclude):
        return shop.names("best_sellers", exclude=exclude)

    # then
    assert names() == BEST
    assert names(bought=True) == ["red mug", "spade", "blue mug", "pot"]
    assert names(in_cart=True) == ["plate", "red mug", "blue mug", "pot"]
    assert names(shown_within_days=7) == ["plate", "red mug", "spade", "blue mug"]
    assert names(shown_within_days=30, bought=True, in_cart=True) == ["red mug"]


def test_order_of_the_list(shop):
    assert shop.names("best_sellers", order="cheapest") == ["pot", "plate", "blue mug", "red mug", "spade"]
    assert shop.names("best_sellers", order="dearest") == ["spade", "red mug", "blue mug", "plate", "pot"]
    assert shop.names("best_sellers", order="newest") == ["pot", "blue mug", "plate", "red mug", "spade"]
    shuffled = shop.names("best_sellers", order="shuffled")
    assert sorted(shuffled) == sorted(BEST)
    assert shuffled == shop.names("best_sellers", order="shuffled", now=NOW + timedelta(minutes=1))


def test_limit_cuts_and_fallback_fills_up_behind_what_is_there(shop):
    # given
    shop.saw(shop.pot)

    # when
    filling = shop.fill("viewed_not_bought", fallbacks=[{"kind": "best_sellers"}], minimum=3, limit=3)

    # then
    assert [(pick.card.name, pick.source) for pick in filling.picks] == [
        ("pot", "viewed_not_bought"),
        ("plate", "best_sellers"),
        ("red mug", "best_sellers"),
    ]
    assert filling.reason == ""


def test_fallback_is_not_asked_when_the_minimum_is_reached(shop):
    shop.saw(shop.pot)
    assert shop.names("viewed_not_bought", fallbacks=[{"kind": "best_sellers"}], minimum=1) == ["pot"]


def test_below_the_minimum_nothing_is_shown_with_the_reason(shop):
    # given
    shop.saw(shop.pot)

    # when
    filling = shop.fill("viewed_not_bought", fallbacks=[{"kind": "bought"}], minimum=2)

    # then
    assert (filling.cards, filling.reason, [pick.card.name for pick in filling.picks]) == (
        [],
        "too_few_products",
        ["pot"],
    )


def test_what_changed_since_the_last_look_is_seen(shop):
    # given: the shelf remembers a shop that is not like that any more
    unpublish(shop.plate)
    Stock.objects.filter(product_variant__product=shop.red_mug).update(quantity=0)
    ProductVariantChannelListing.objects.filter(variant__product=shop.pot).update(
        price_amount=50, discounted_price_amount=50
    )
    ProductVariantChannelListing.objects.filter(variant__product=shop.spade).update(
        price_amount=None, discounted_price_amount=None
    )

    # then
    prices = [{"currency": "USD", "at_most": 20}]
    assert shop.names("best_sellers", filters={"prices": prices}) == ["blue mug"]


def test_explanation_names_every_product_that_was_dropped_with_its_reason(shop):
    # given
    shop.bought(shop.plate)
    unpublish(shop.blue_mug)

    # when
    filling = shop.fill(
        "best_sellers",
        explain=True,
        limit=1,
        filters={"prices": [{"currency": "USD", "at_most": 30}], "brands": ["Verdi", "Rossi"]},
        exclude={"bought": True},
    )

    # then
    names = {each.pk: each.name for each in (shop.plate, shop.kettle, shop.spade, shop.pot, shop.blue_mug)}
    assert {names[each.product_id]: each.reason for each in filling.dropped} == {
        "kettle": "sold_out",
        "plate": "bought",
        "spade": "beyond_the_limit",
        "pot": "beyond_the_limit",
        "blue mug": "not_sold",
    }
    assert [(pick.card.name, pick.candidate.why, pick.candidate.count) for pick in filling.picks] == [
        ("red mug", "best_seller", 5)
    ]


def test_readers_of_two_channels_each_get_one_currency(shop):
    # given
    euro = make_channel("euro", "EUR", "DE")
    for product in (shop.pot, shop.spade):
        list_product(product, euro, "7")
        Stock.objects.create(warehouse=make_warehouse([euro]), product_variant=product.default_variant, quantity=1)
    shop.look()
    definition = parse_list({"source": {"kind": "manual", "products": [shop.pot.pk, shop.plate.pk]}}, "List")
    readers = [shop.reader(1), Reader(2, shop.ada.pk, euro.slug, "en")]

    # when
    fillings = resolve(definition, readers, shop_configuration(), NOW)

    # then
    assert [(card.name, card.price, card.currency) for card in fillings[1].cards] == [
        ("pot", 5, "USD"),
        ("plate", 8, "USD"),
    ]
    assert [(card.name, card.price, card.currency) for card in fillings[2].cards] == [("pot", 7, "EUR")]


def test_product_without_a_picture_has_a_card_without_one(shop):
    # given
    product = make_product("vase", prices={shop.channel: "3"}, image="vase.png")

    # when
    filling = shop.fill({"kind": "manual", "products": [product.pk, shop.pot.pk]})

    # then
    assert [card.image_url is None for card in filling.cards] == [False, True]
    assert filling.cards[0].image_url.startswith("http")


LISTS = {
    "viewed, then best sellers": {
        "source": {"kind": "viewed_not_bought"},
        "fallbacks": [{"kind": "best_sellers_top_category", "reference": "cart"}, {"kind": "best_sellers"}],
        "exclude": {"bought": True, "in_cart": True, "shown_within_days": 7},
        "minimum": 3,
    },
    "visited category": {
        "source": {"kind": "best_sellers_visited_category"},
        "fallbacks": [{"kind": "novelties"}],
        "minimum": 2,
    },
    "order": {"source": {"kind": "order_products"}, "fallbacks": [{"kind": "back_in_stock"}]},
}


@pytest.mark.parametrize("name", LISTS)
def test_statements_do_not_grow_with_the_readers(shop, name):
    # given
    definition = parse_list(LISTS[name], "List")
    people = many_contacts(60)
    products = [shop.spade, shop.pot, shop.plate, shop.red_mug]
    for number, person in enumerate(people):
        shop.saw(products[number % 4], contact=person)
    readers = [
        Reader(person.pk, person.pk, shop.channel.slug, ("en", "it")[number % 2], Subject())
        for number, person in enumerate(people)
    ]

    def statements(count):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            resolve(definition, readers[:count], shop_configuration(), NOW)
        return len(queries)

    # then: the first time the rankings are not at hand yet
    statements(60)
    assert statements(60) == statements(6)


def test_ranking_at_hand_is_not_made_again_until_sales_or_shelf_change(shop):
    # given
    assert shop.names("best_sellers", limit=1) == ["plate"]
    ProductSales.objects.filter(product_id=shop.pot.pk).update(units=900)

    # then: what nobody counted is not seen
    assert shop.names("best_sellers", limit=1) == ["plate"]
    order = shop.sell(spade=20)
    sales.mark({order.created_at.date()}, NOW)
    shop.look()
    assert shop.names("best_sellers", limit=2) == ["pot", "spade"]
