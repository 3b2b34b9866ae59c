from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from saleor.product.models import ProductTranslation, ProductVariant, ProductVariantTranslation

from saleor_automation.core.clock import utc_now
from saleor_automation.shop.catalogue import live_carts, product_cards
from tests.shop.factories import list_product

from . import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return builders.channel()


def card_of(product, channel, language="en", **settings):
    return product_cards([product.pk], channel.slug, language, builders.configuration(**settings)).get(product.pk)


def test_card_shows_the_product_as_the_channel_sells_it(channel, settings):
    # given
    settings.PUBLIC_URL = "https://api.shop.example"
    mug = builders.product(channel, "Mug", "20", discounted="15", stock=3, rating=4.5)
    builders.picture(mug)
    builders.brand(mug, "Acme")
    variant = mug.variants.get()

    # when
    card = card_of(mug, channel)

    # then
    assert (card.product_id, card.variant_id) == (mug.pk, variant.pk)
    assert (card.name, card.variant_name, card.brand) == ("Mug", "Size 1", "Acme")
    assert (card.price, card.undiscounted_price, card.currency) == (Decimal(15), Decimal(20), "USD")
    assert (card.rating, card.units_left, card.is_available) == (4.5, 3, True)
    assert card.url == f"https://shop.example/main/products/{mug.slug}/"
    assert card.image_url.startswith("https://api.shop.example/thumbnail/")
    assert card.image_url.endswith("/512/")


def test_products_the_channel_does_not_sell_have_no_card(channel):
    # given
    other = builders.channel("euro", "EUR")
    elsewhere = builders.product(other, "Elsewhere")
    hidden = builders.product(channel, "Hidden")
    hidden.channel_listings.update(is_published=False)
    early = builders.product(channel, "Early")
    early.channel_listings.update(published_at=utc_now() + timedelta(days=1))
    unpriced = builders.product(channel, "Unpriced")
    unpriced.variants.get().channel_listings.update(price_amount=None)
    ids = [product.pk for product in (elsewhere, hidden, early, unpriced)]

    # when
    cards = product_cards(ids, "main", "en", builders.configuration())

    # then
    assert cards == {}
    assert product_cards(ids, "no-such-channel", "en", builders.configuration()) == {}


def test_closed_channel_sells_nothing(channel):
    # given
    mug = builders.product(channel)
    channel.is_active = False
    channel.save()

    # when
    card = card_of(mug, channel)

    # then
    assert card is None


def test_cheapest_variant_that_can_be_bought_is_shown(channel):
    # given
    mug = builders.product(channel, price="20", variants=3, stock=0)
    sold_out, cheap, dear = mug.variants.order_by("pk")
    for variant, price, stock in ((sold_out, "5", 0), (cheap, "10", 2), (dear, "30", 4)):
        variant.channel_listings.update(price_amount=price, discounted_price_amount=price)
        variant.stocks.update(quantity=stock)

    # when
    card = card_of(mug, channel)

    # then
    assert (card.variant_id, card.price, card.is_available) == (cheap.pk, 10, True)
    assert card.units_left == 6


def test_stock_is_what_is_not_promised_in_the_warehouses_of_the_channel(channel):
    # given
    other = builders.channel("euro", "EUR")
    mug = builders.product(channel, stock=5)
    variant = mug.variants.get()
    variant.stocks.update(quantity_allocated=3)
    builders.put_in_stock(variant, other, 100)

    # when
    card = card_of(mug, channel)

    # then
    assert (card.units_left, card.is_available) == (2, True)


@pytest.mark.parametrize("is_counted", [True, False])
def test_sold_out_product_is_not_available_unless_its_stock_is_not_counted(channel, is_counted):
    # given
    mug = builders.product(channel, stock=0)
    mug.variants.update(track_inventory=is_counted)

    # when
    card = card_of(mug, channel)

    # then
    assert (card.units_left, card.is_available) == ((0, False) if is_counted else (None, True))


@pytest.mark.parametrize("days", [None, 1])
def test_product_that_is_not_for_sale_yet_is_shown_but_not_available(channel, days):
    # given
    mug = builders.product(channel)
    start = None if days is None else utc_now() + timedelta(days=days)
    mug.channel_listings.update(available_for_purchase_at=start)

    # when
    card = card_of(mug, channel)

    # then
    assert not card.is_available


@pytest.mark.parametrize(
    ("language", "name", "variant_name"),
    [
        ("it", "Tazza", "Misura"),
        ("pt-br", "Caneca", "Size 1"),
        ("de", "Mug", "Size 1"),
        ("", "Mug", "Size 1"),
    ],
)
def test_names_are_translated_where_there_is_a_translation(channel, language, name, variant_name):
    # given
    mug = builders.product(channel)
    variant = mug.variants.get()
    ProductTranslation.objects.create(product=mug, language_code="it", name="Tazza")
    ProductTranslation.objects.create(product=mug, language_code="pt", name="Caneca")
    ProductTranslation.objects.create(product=mug, language_code="de", name="")
    ProductVariantTranslation.objects.create(product_variant=variant, language_code="it", name="Misura")

    # when
    card = card_of(mug, channel, language)

    # then
    assert (card.name, card.variant_name) == (name, variant_name)


def test_variants_own_picture_goes_before_the_products(channel):
    # given
    mug = builders.product(channel, variants=2)
    first, second = mug.variants.order_by("pk")
    builders.picture(mug, file="products/front.png")
    builders.picture(mug, second, file="products/second.png")
    cart = builders.checkout(channel, [(first, 1), (second, 1)])

    # when
    lines = live_carts({cart.pk: "en"}, builders.configuration())[cart.pk].lines

    # then
    assert len({line.card.image_url for line in lines}) == 2
    assert None not in {line.card.image_url for line in lines}


def test_product_without_a_picture_has_none(channel):
    # given
    mug = builders.product(channel)
    builders.picture(mug, file="")

    # when
    card = card_of(mug, channel)

    # then
    assert card.image_url is None


def test_brand_comes_from_the_attribute_the_merchant_names(channel):
    # given
    mug = builders.product(channel)
    builders.brand(mug, "Acme", slug="maker")

    # when
    by_default, configured = card_of(mug, channel), card_of(mug, channel, brand_attribute="maker")

    # then
    assert (by_default.brand, configured.brand) == ("", "Acme")


@pytest.mark.parametrize("number", [1, 8])
def test_any_number_of_cards_takes_the_same_queries(channel, number, django_assert_num_queries):
    # given
    products = [builders.product(channel, variants=2) for _ in range(number)]
    for product in products:
        builders.picture(product)
        builders.brand(product, f"Brand {product.pk}")
    configuration = builders.configuration()

    # when
    with django_assert_num_queries(13):
        cards = product_cards([product.pk for product in products], "main", "it", configuration)

    # then
    assert len(cards) == number


def test_live_cart_shows_the_exact_variants_at_todays_prices(channel):
    # given
    mug = builders.product(channel, price="20", variants=2, stock=4)
    variant = mug.variants.order_by("pk")[1]
    variant.channel_listings.update(discounted_price_amount=15)
    cart = builders.checkout(channel, [(variant, 2)], email="Ada@Example.com")

    # when
    live = live_carts({cart.pk: "it", uuid4(): "it"}, builders.configuration())

    # then
    assert list(live) == [cart.pk]
    found = live[cart.pk]
    (line,) = found.lines
    assert (found.checkout_id, found.email, found.channel_slug) == (cart.pk, "ada@example.com", "main")
    assert (found.total, found.currency, found.changed_at) == (30, "USD", builders.NOON)
    assert found.url == f"https://shop.example/main/cart/{cart.pk}/"
    assert (line.quantity, line.total) == (2, 30)
    assert (line.card.variant_id, line.card.variant_name) == (variant.pk, "Size 2")
    assert (line.card.price, line.card.undiscounted_price) == (15, 20)
    assert (line.card.units_left, line.card.is_available) == (4, True)


def test_what_can_no_longer_be_bought_stays_in_the_cart_but_not_in_its_total(channel):
    # given
    mug = builders.product(channel, "Mug", "20")
    sold_out = builders.product(channel, "Plate", "10", stock=0)
    withdrawn = builders.product(channel, "Bowl", "12")
    withdrawn.channel_listings.all().delete()
    ProductVariant.objects.get(product=withdrawn).channel_listings.all().delete()
    products = (mug, sold_out, withdrawn)
    cart = builders.checkout(channel, [(product.variants.get(), 1) for product in products])

    # when
    live = live_carts({cart.pk: "en"}, builders.configuration())[cart.pk]

    # then
    assert [(line.card.name, line.card.is_available) for line in live.lines] == [
        ("Mug", True),
        ("Plate", False),
        ("Bowl", False),
    ]
    assert live.lines[2].card.price == 0
    assert live.total == 20


def test_price_set_by_staff_is_the_price_of_the_line(channel):
    # given
    variant = builders.product(channel, price="20", discounted="15").variants.get()
    cart = builders.checkout(channel)
    builders.add_line(cart, variant, 2, price_override=Decimal("9"))

    # when
    (line,) = live_carts({cart.pk: "en"}, builders.configuration())[cart.pk].lines

    # then
    assert (line.card.price, line.card.undiscounted_price, line.total) == (9, None, 18)


def test_carts_speak_the_language_they_are_asked_for_or_their_own(channel):
    # given
    mug = builders.product(channel)
    ProductTranslation.objects.create(product=mug, language_code="it", name="Tazza")
    lines = [(mug.variants.get(), 1)]
    asked = builders.checkout(channel, lines, language_code="en")
    own = builders.checkout(channel, lines, language_code="it")
    configuration = builders.configuration(cart_url="{storefront}/{language}/checkout?id={checkout_id}")

    # when
    live = live_carts({asked.pk: "it", own.pk: ""}, configuration)

    # then
    assert [live[cart.pk].lines[0].card.name for cart in (asked, own)] == ["Tazza", "Tazza"]
    assert live[own.pk].url == f"https://shop.example/it/checkout?id={own.pk}"


@pytest.mark.parametrize("number", [1, 8])
def test_any_number_of_carts_takes_the_same_queries(channel, number, django_assert_num_queries):
    # given
    euro = builders.channel("euro", "EUR")
    mug = builders.product(channel, variants=3)
    list_product(mug, euro, "18")
    lines = [(variant, 1) for variant in mug.variants.all()]
    places = [channel, euro] * number
    requests = {builders.checkout(place, lines).pk: "it" for place in places}
    configuration = builders.configuration()

    # when
    with django_assert_num_queries(13):
        live = live_carts(requests, configuration)

    # then
    assert len(live) == 2 * number


def test_empty_cart_is_told_as_empty(channel):
    # given
    cart = builders.checkout(channel)

    # when
    live = live_carts({cart.pk: "en"}, builders.configuration())[cart.pk]

    # then
    assert (live.lines, live.total) == ((), 0)


def test_links_carry_what_the_merchants_template_asks_for(channel):
    # given
    mug = builders.product(channel)
    variant = mug.variants.get()
    template = "https://www.shop.example/{language}/p/{product_id}?v={variant_id}&c={channel}"

    # when
    card = card_of(mug, channel, "pt-br", product_url=template)

    # then
    assert card.url == f"https://www.shop.example/pt-br/p/{mug.pk}?v={variant.pk}&c=main"
    assert replace(card, url="") == replace(card_of(mug, channel, "pt-br"), url="")
