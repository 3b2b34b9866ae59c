"""A simulation reads the cards of a small shop at once, and each card once."""

import pytest

from saleor_automation.core.settled import settled
from saleor_automation.product_lists import resolution
from saleor_automation.product_lists.resolution import Cards, settled_catalogue
from saleor_automation.shop.cards import CardRequest, make_offers
from saleor_automation.shop.catalogue import Wanted
from tests.factories import shop_configuration
from tests.shop.factories import make_channel, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return make_channel()


@pytest.fixture
def mugs(channel):
    return [make_product(f"Mug {number}", prices={channel: "10.00"}) for number in range(3)]


def wanted(product, channel, language="en"):
    return Wanted(product.pk, channel.slug, language)


def test_first_card_brings_those_beside_it(channel, mugs, django_assert_num_queries):
    with settled_catalogue():
        # given
        Cards(shop_configuration()).read({wanted(mugs[0], channel)})
        later = Cards(shop_configuration())

        # when
        with django_assert_num_queries(0):
            later.read({wanted(mugs[2], channel)})

        # then
        assert later.get(wanted(mugs[2], channel)).name == "Mug 2"


def test_large_catalogue_is_read_as_it_is_asked_for(channel, mugs, monkeypatch):
    # given
    monkeypatch.setattr(resolution, "MOST_PREFETCHED", 2)

    # when
    with settled_catalogue():
        cards = Cards(shop_configuration())
        cards.read({wanted(mugs[0], channel)})
        found = [cards.get(wanted(mug, channel)) is not None for mug in mugs]

    # then
    assert found == [True, False, False]


def test_production_reads_a_card_as_it_is_now(channel, mugs):
    # given
    cards = Cards(shop_configuration())
    cards.read({wanted(mugs[0], channel)})
    type(mugs[0]).objects.filter(pk=mugs[0].pk).update(name="Cup")

    # when
    later = Cards(shop_configuration())
    later.read({wanted(mugs[0], channel)})

    # then
    assert later.get(wanted(mugs[0], channel)).name == "Cup"
    assert later.get(wanted(mugs[1], channel)) is None


def test_variant_is_priced_once_in_a_settled_shop(channel, mugs, django_assert_num_queries):
    # given
    request = CardRequest(mugs[0].default_variant.pk, channel.pk, "en")
    unknown = CardRequest(0, channel.pk, "en")

    # when
    with settled():
        first = make_offers({request, unknown}, shop_configuration())
        with django_assert_num_queries(0):
            again = make_offers({request, unknown}, shop_configuration())

    # then
    assert again == first
    assert set(again) == {request}
