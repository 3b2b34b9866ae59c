"""The catalogue turns: back in stock, cheaper, nearly gone, new; told in waves to the people it interests."""

from datetime import timedelta

import pytest
from django.db import transaction
from saleor.product.models import ProductChannelListing, ProductVariantChannelListing
from saleor.warehouse.models import Stock

from saleor_automation import pipeline
from saleor_automation.models import CatalogueTurn, ContactInterest, Event, TurnReader
from saleor_automation.product_lists.turns import NewTurn, open_turns
from saleor_automation.product_lists.waves import release_waves, wave_size
from tests.factories import NOW, ContactFactory, many_contacts, shop_configuration
from tests.shop.factories import make_product
from tests.shop.sales import make_checkout

from .small_shop import DAY, unpublish

MINUTE = timedelta(minutes=1)


def in_stock(product, quantity):
    Stock.objects.filter(product_variant__product=product).update(quantity=quantity)


def price(product, amount):
    listings = ProductVariantChannelListing.objects.filter(variant__product=product)
    listings.update(price_amount=amount, discounted_price_amount=amount)


def turns():
    return [(turn.kind, turn.product_id) for turn in CatalogueTurn.objects.order_by("id")]


def release(now):
    with transaction.atomic():
        return release_waves(shop_configuration(), now)


def told(kind):
    return list(Event.objects.filter(kind=kind).order_by("occurred_at", "id").values_list("contact_id", flat=True))


def test_first_round_only_remembers(shop):
    assert turns() == []


def test_look_at_a_shop_that_did_not_change_writes_nothing(shop):
    # given
    from saleor_automation.models import ShelfItem

    before = set(ShelfItem.objects.values_list("id", "seen_at"))

    # when
    shop.look(NOW + DAY)

    # then
    assert set(ShelfItem.objects.values_list("id", "seen_at")) == before
    assert turns() == []


def test_product_with_stock_again_is_back(shop):
    # given
    in_stock(shop.kettle, 5)

    # when
    shop.look(NOW + MINUTE)
    shop.look(NOW + 2 * MINUTE)

    # then
    assert turns() == [("back_in_stock", shop.kettle.pk)]


def test_stock_that_flickers_opens_one_turn(shop):
    # when
    for minutes, quantity in enumerate((5, 0, 5, 0, 5), start=1):
        in_stock(shop.kettle, quantity)
        shop.look(NOW + minutes * MINUTE)

    # then
    assert turns() == [("back_in_stock", shop.kettle.pk)]


@pytest.mark.parametrize(("amount", "expected"), [("9.80", []), ("9.00", ["price_dropped"]), ("11", [])])
def test_price_that_falls_noticeably_is_a_turn(shop, amount, expected):
    # given
    price(shop.blue_mug, amount)

    # when
    shop.look(NOW + MINUTE)

    # then
    assert [kind for kind, _ in turns()] == expected


def test_price_turn_remembers_both_prices(shop):
    price(shop.blue_mug, "7.50")
    shop.look(NOW + MINUTE)
    assert CatalogueTurn.objects.get().data == {
        "variant_id": shop.blue_mug.default_variant_id,
        "old_price": "10.000",
        "price": "7.500",
        "currency": "USD",
    }


def test_stock_that_falls_below_the_threshold_is_a_turn_once(shop):
    # when
    for minutes, quantity in enumerate((6, 5, 4, 3), start=1):
        in_stock(shop.pot, quantity)
        shop.look(NOW + minutes * MINUTE)

    # then
    assert turns() == [("low_stock", shop.pot.pk)]


def test_new_product_is_listed_and_an_old_one_put_back_is_not(shop):
    # given
    new = make_product("tray", prices={shop.channel: "9"}, category=shop.plates, brand=None)
    ProductChannelListing.objects.filter(product=new).update(published_at=NOW)
    unpublish(shop.pot)
    shop.look(NOW + MINUTE)
    ProductChannelListing.objects.filter(product=shop.pot).update(is_published=True)

    # when
    shop.look(NOW + 2 * MINUTE)

    # then
    assert turns() == [("product_listed", new.pk)]


def test_followers_come_before_cart_owners_and_those_before_onlookers(shop):
    # given
    follower, owner, onlooker, buyer, stranger = many_contacts(5)
    ContactInterest.objects.create(contact_id=follower.pk, kind="product", value=shop.kettle.pk, followed_at=NOW)
    make_checkout(shop.channel, [(shop.kettle.default_variant, 1)], email=owner.email.upper(), changed_at=NOW - DAY)
    for person in (onlooker, follower):
        shop.saw(shop.kettle, contact=person)
    shop.saw(shop.kettle, contact=buyer, at=NOW - 2 * DAY, bought=1, bought_at=NOW - DAY)
    shop.saw(shop.pot, contact=stranger)
    in_stock(shop.kettle, 1)

    # when
    shop.look(NOW + MINUTE)

    # then
    readers = TurnReader.objects.order_by("rank", "contact_id").values_list("contact_id", "rank")
    assert list(readers) == [(follower.pk, 0), (owner.pk, 1), (onlooker.pk, 2)]


def test_new_product_interests_who_follows_its_category_or_brand_or_visits_it_often(shop):
    # given
    above, brand, often, seldom, elsewhere = many_contacts(5)
    ContactInterest.objects.create(contact_id=above.pk, kind="category", value=shop.kitchen.pk, followed_at=NOW - DAY)
    ContactInterest.objects.create(contact_id=brand.pk, kind="brand", value="Verdi", followed_at=NOW - DAY)
    for person, times in ((often, 3), (seldom, 2)):
        ContactInterest.objects.create(
            contact_id=person.pk, kind="category", value=shop.plates.pk, views_count=times, last_viewed_at=NOW
        )
    ContactInterest.objects.create(
        contact_id=elsewhere.pk, kind="category", value=shop.garden.pk, followed_at=NOW - DAY
    )
    new = make_product("tray", prices={shop.channel: "9"}, category=shop.plates, brand=shop.verdi)
    ProductChannelListing.objects.filter(product=new).update(published_at=NOW)

    # when
    shop.look(NOW + MINUTE)

    # then
    readers = TurnReader.objects.order_by("rank", "contact_id").values_list("contact_id", "rank")
    assert list(readers) == [(above.pk, 0), (brand.pk, 0), (often.pk, 2)]


def test_turn_that_interests_nobody_is_closed_at_once(shop):
    in_stock(shop.kettle, 5)
    shop.look(NOW + MINUTE)
    turn = CatalogueTurn.objects.get()
    assert (turn.wave_at, turn.outcome) == (None, "nobody_interested")


def test_waves_are_as_big_as_the_stock_allows_and_end_when_it_is_sold(shop):
    # given: five units, four people each
    people = many_contacts(60)
    for person in people:
        shop.saw(shop.kettle, contact=person)
    in_stock(shop.kettle, 5)
    shop.look(NOW)

    # when, then
    assert release(NOW) == 1
    assert told("back_in_stock") == [person.pk for person in people[:20]]
    assert release(NOW + timedelta(hours=3)) == 0
    in_stock(shop.kettle, 2)
    assert release(NOW + timedelta(hours=4)) == 1
    assert told("back_in_stock") == [person.pk for person in people[:28]]
    in_stock(shop.kettle, 0)
    assert release(NOW + timedelta(hours=8)) == 1
    turn = CatalogueTurn.objects.get()
    assert (turn.told_count, turn.waves_count, turn.outcome, turn.wave_at) == (28, 2, "sold_out", None)


@pytest.mark.parametrize(("units", "size"), [(1, 4), (5, 20), (10_000, 1000), (None, 1000)])
def test_wave_size(units, size):
    assert wave_size(units) == size


def test_last_wave_closes_the_turn(shop):
    shop.saw(shop.kettle)
    in_stock(shop.kettle, 5)
    shop.look(NOW)
    release(NOW)
    turn = CatalogueTurn.objects.get()
    assert (turn.told_count, turn.outcome, turn.wave_at) == (1, "all_told", None)


def test_price_that_rose_again_is_not_told(shop):
    # given
    shop.saw(shop.blue_mug)
    price(shop.blue_mug, "7")
    shop.look(NOW)
    price(shop.blue_mug, "10")

    # when
    release(NOW)

    # then
    assert CatalogueTurn.objects.get().outcome == "price_rose"
    assert told("price_dropped") == []


def test_event_says_what_a_mail_needs(shop):
    # given
    shop.saw(shop.blue_mug)
    price(shop.blue_mug, "7")
    shop.look(NOW)

    # when
    pipeline.take_in(NOW)

    # then
    event = Event.objects.get(kind="price_dropped")
    assert (event.contact_id, event.product_id, event.occurred_at) == (shop.ada.pk, shop.blue_mug.pk, NOW)
    assert event.processed_at == NOW
    assert {key: event.data[key] for key in ("old_price", "price", "currency", "channel", "units")} == {
        "old_price": "10.000",
        "price": "7.000",
        "currency": "USD",
        "channel": shop.channel.slug,
        "units": 50,
    }


def test_variant_of_another_channel_is_remembered_apart(shop):
    # given
    turn = NewTurn("back_in_stock", shop.pot.pk, "elsewhere", {})
    ContactFactory(email="e@example.com", channel_slug="elsewhere")
    shop.saw(shop.pot)

    # when
    with transaction.atomic():
        open_turns([turn], NOW)

    # then: Ada shops in the main channel
    assert CatalogueTurn.objects.get().outcome == "nobody_interested"
