"""Which recommendations are asked for, and that they pass through filters like any other source."""

from datetime import timedelta

import pytest

from saleor_automation.events.checkouts import absorb_checkouts
from saleor_automation.models import Event
from saleor_automation.product_lists.sources import cross_selling
from saleor_automation.recommendations.answers import Reason, ReasonKind, Recommendation
from tests.factories import NOW
from tests.shop.sales import make_checkout

from ..small_shop import DAY


class Oracle:
    """Answers every question with the same products, and remembers what it was asked."""

    def __init__(self, *products):
        self.products = products
        self.asked = []

    def answer(self, name):
        def asked(about, *rest):
            self.asked.append((name, about))
            keys = about if isinstance(about, dict) else set(about)
            return {
                key: [
                    Recommendation(product.pk, 1.0, Reason(ReasonKind.BOUGHT_WITH, self.products[0].pk, 3))
                    for product in self.products
                ]
                for key in keys
            }

        return asked


@pytest.fixture
def oracle(shop, monkeypatch):
    oracle = Oracle(shop.kettle, shop.pot, shop.spade)
    for name in ("neighbours", "complete_cart", "after_views", "for_people", "next_basket"):
        monkeypatch.setattr(cross_selling.serving, name, oracle.answer(name))
    return oracle


def names(shop, reference, **definition):
    return shop.names({"kind": "cross_selling", "reference": reference}, **definition)


def test_what_is_sold_out_is_dropped_and_the_reason_is_kept(shop, oracle):
    filling = shop.fill({"kind": "cross_selling", "reference": "person"})
    assert [card.name for card in filling.cards] == ["pot", "spade"]
    candidate = filling.picks[0].candidate
    assert (candidate.why, candidate.about, candidate.count) == ("bought_with", shop.kettle.pk, 3)
    assert oracle.asked == [("for_people", {shop.ada.pk})]


def test_next_basket_is_asked_for_the_person(shop, oracle):
    names(shop, "next_basket")
    assert oracle.asked == [("next_basket", {shop.ada.pk})]


def test_product_at_hand_or_last_seen(shop, oracle):
    shop.saw(shop.plate)
    names(shop, "product")
    names(shop, "product", reader=shop.reader(product_id=shop.red_mug.pk))
    assert oracle.asked == [("neighbours", {shop.plate.pk}), ("neighbours", {shop.red_mug.pk})]


def test_cart_and_order(shop, oracle):
    # given
    items = [(shop.plate.default_variant, 1), (shop.pot.default_variant, 2)]
    checkout = make_checkout(shop.channel, items, email=shop.ada.email, changed_at=NOW)
    absorb_checkouts([checkout.pk], NOW, 60)
    order = shop.sell(red_mug=1)

    # when
    assert names(shop, "cart", exclude={"in_cart": True}) == ["spade"]
    names(shop, "order", reader=shop.reader(order_id=order.pk))

    # then
    assert oracle.asked == [
        ("complete_cart", {1: [shop.plate.pk, shop.pot.pk]}),
        ("complete_cart", {1: [shop.red_mug.pk]}),
    ]


def test_visit_is_what_was_seen_within_two_hours_of_the_last_look(shop, oracle):
    # given
    shop.saw(shop.spade, at=NOW - DAY)
    shop.saw(shop.plate, at=NOW - timedelta(hours=1))
    shop.saw(shop.pot, at=NOW)

    # when
    names(shop, "visit")

    # then
    assert oracle.asked == [("after_views", {1: [shop.plate.pk, shop.pot.pk]})]


@pytest.mark.parametrize("reference", ["product", "cart", "order", "visit"])
def test_nothing_is_asked_about_nothing(shop, oracle, reference):
    assert names(shop, reference, fallbacks=[{"kind": "novelties"}])[0] == "pot"
    assert oracle.asked == []


def test_before_the_first_training_the_fallback_steps_in(shop):
    # given: nothing was ever learnt
    assert not Event.objects.exists()

    # then
    for reference in ("person", "next_basket"):
        assert names(shop, reference, fallbacks=[{"kind": "best_sellers"}], limit=1) == ["plate"]
