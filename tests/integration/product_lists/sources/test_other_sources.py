from saleor.product.models import ProductChannelListing
from saleor.warehouse.models import Stock

from saleor_automation.events.checkouts import absorb_checkouts
from saleor_automation.models import ContactInterest, Purchase
from saleor_automation.product_lists.readers import Reader, Subject
from tests.factories import NOW
from tests.shop.sales import make_checkout

from ..small_shop import DAY, delete, unpublish

SAW_IT = {"kind": "viewed_not_bought"}


def test_novelties_come_newest_first(shop):
    assert shop.names("novelties") == ["pot", "blue mug", "plate", "red mug", "spade"]
    assert shop.names({"kind": "novelties", "window_days": 25}) == ["pot", "blue mug"]


def test_novelties_of_chosen_categories_and_brands(shop):
    assert shop.names({"kind": "novelties_categories", "categories": [shop.kitchen.pk]}) == [
        "blue mug",
        "plate",
        "red mug",
    ]
    assert shop.names({"kind": "novelties_brands", "brands": ["Rossi"]}) == ["red mug", "spade"]


def test_product_that_is_published_tomorrow_is_no_novelty_yet(shop):
    # given
    ProductChannelListing.objects.filter(product=shop.pot).update(published_at=NOW + 365 * DAY)
    shop.look()

    # then
    assert shop.names("novelties")[0] == "blue mug"


def test_order_products_are_those_of_the_order_at_hand(shop):
    # given
    order = shop.sell(blue_mug=1, spade=2)

    # when
    filling = shop.fill("order_products", reader=shop.reader(order_id=order.pk))

    # then
    assert [card.name for card in filling.cards] == ["blue mug", "spade"]
    assert [pick.candidate.count for pick in filling.picks] == [1, 2]


def test_order_products_are_else_those_of_the_latest_order(shop):
    # given
    for days, order in ((3, shop.sell(pot=1)), (1, shop.sell(plate=1)), (0, shop.sell(spade=1))):
        cancelled = NOW if days == 0 else None
        Purchase.objects.create(
            order_id=order.pk, contact_id=shop.ada.pk, placed_at=NOW - days * DAY, cancelled_at=cancelled
        )

    # then
    assert shop.names("order_products") == ["plate"]


def test_manual_selection_keeps_its_order_and_drops_what_cannot_be_bought(shop):
    # given
    chosen = [shop.pot, shop.kettle, shop.spade, shop.red_mug, shop.plate]
    unpublish(shop.spade)
    delete(shop.red_mug)

    # then
    assert shop.names({"kind": "manual", "products": [each.pk for each in chosen]}) == ["pot", "plate"]


def test_viewed_and_not_bought_since_comes_last_seen_first(shop):
    # given
    shop.saw(shop.spade, at=NOW - 5 * DAY)
    shop.saw(shop.pot, at=NOW - 2 * DAY)
    shop.saw(shop.plate, at=NOW - 3 * DAY, bought=1, bought_at=NOW - DAY)
    shop.saw(shop.red_mug, at=NOW - 4 * DAY, bought=1, bought_at=NOW - 9 * DAY)
    shop.saw(shop.blue_mug, at=NOW - 40 * DAY)

    # then
    assert shop.names(SAW_IT) == ["pot", "red mug", "spade"]


def test_visitor_without_a_name_has_what_they_looked_at_in_this_visit(shop):
    # given
    seen = (shop.plate.pk, shop.pot.pk, shop.plate.pk, shop.spade.pk)
    visitor = Reader(7, None, shop.channel.slug, "en", Subject(viewed=seen))

    # then
    assert shop.names(SAW_IT, reader=visitor) == ["spade", "plate", "pot"]


def test_back_in_stock_puts_what_the_reader_knows_first(shop):
    # given
    for product in (shop.pot, shop.plate):
        Stock.objects.filter(product_variant__product=product).update(quantity=0)
    shop.look()
    Stock.objects.filter(product_variant__product_id__in=[shop.pot.pk, shop.plate.pk, shop.kettle.pk]).update(
        quantity=3
    )
    shop.look(NOW + DAY)
    ContactInterest.objects.create(contact_id=shop.ada.pk, kind="product", value=shop.kettle.pk, followed_at=NOW - DAY)

    # then
    assert shop.names("back_in_stock", now=NOW + DAY) == ["kettle", "plate", "pot"]
    assert shop.names({"kind": "back_in_stock", "of": "theirs"}, now=NOW + DAY) == ["kettle"]
    assert shop.names("back_in_stock", now=NOW + 30 * DAY) == []


def test_bought_before_comes_latest_first(shop):
    # given
    shop.bought(shop.spade, at=NOW - 2 * DAY)
    shop.bought(shop.pot, at=NOW - DAY)
    shop.bought(shop.plate, quantity=0)

    # then
    assert shop.names("bought") == ["pot", "spade"]


def test_cart_is_read_live_from_the_shop(shop):
    # given
    checkout = make_checkout(shop.channel, [(shop.spade.default_variant, 1)], email="ada@example.com", changed_at=NOW)
    absorb_checkouts([checkout.pk], NOW, 60)
    checkout.lines.all().delete()

    # then
    assert shop.names({"kind": "best_sellers_top_category", "reference": "cart"}) == []
