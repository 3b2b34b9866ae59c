"""A link to a product leads somewhere kind when the product is gone."""

import pytest
from saleor.product.models import Category, Product, ProductChannelListing
from saleor.warehouse.models import Stock

from saleor_automation.product_lists import looking
from saleor_automation.product_lists.shown import Showing, remember
from saleor_automation.shop.catalogue import product_cards
from saleor_automation.shop.configuration import load_configuration
from tests.factories import NOW
from tests.shop.factories import make_category, make_channel, make_product

CATEGORY_PAGE = "/main/categories/"


@pytest.fixture
def shop_of_mugs():
    channel = make_channel("main")
    category = make_category("Mugs")
    return channel, make_product("Mug", prices={channel: "5"}, category=category), category


@pytest.fixture
def link(shop_of_mugs, message, links):
    """The link of the mug in a mail that was sent while it could be bought."""
    _, mug, _ = shop_of_mugs
    configuration = load_configuration()
    card = product_cards([mug.pk], "main", "en", configuration)[mug.pk]
    remember([Showing(message.pk, message.contact_id, "main", "news", (card,))], NOW)
    while looking.look(configuration, NOW):
        pass
    return card.url, links.click(card.url)


def test_product_that_can_be_bought_is_led_to(reader, link):
    url, path = link
    response = reader.get(path)
    assert path_of(response) == url


@pytest.mark.parametrize("fate", ["deleted", "sold out", "unpublished"])
def test_product_that_is_gone_leads_to_its_category(reader, link, shop_of_mugs, fate):
    # given
    _, mug, category = shop_of_mugs
    lose(mug, fate)

    # when
    response = reader.get(link[1])

    # then
    assert path_of(response).endswith(f"{CATEGORY_PAGE}{category.slug}/")


@pytest.mark.parametrize("fate", ["deleted", "sold out"])
def test_successor_comes_before_the_category(reader, message, links, shop_of_mugs, fate):
    # given
    channel, mug, _ = shop_of_mugs
    heir = make_product("Better mug", prices={channel: "6"})
    Product.objects.filter(pk=mug.pk).update(metadata={"successor": heir.slug})
    configuration = load_configuration()
    while looking.look(configuration, NOW):
        pass
    card = product_cards([mug.pk], "main", "en", configuration)[mug.pk]
    remember([Showing(message.pk, message.contact_id, "main", "news", (card,))], NOW)
    lose(mug, fate)

    # when
    response = reader.get(links.click(card.url))

    # then
    assert path_of(response).endswith(f"/main/products/{heir.slug}/")


@pytest.mark.parametrize("successor", ["nobody", "https://evil.example/", "../../x"])
def test_successor_that_does_not_exist_leads_to_the_category(reader, link, shop_of_mugs, successor):
    # given
    _, mug, category = shop_of_mugs
    Product.objects.filter(pk=mug.pk).update(metadata={"successor": successor})
    lose(mug, "sold out")

    # then
    assert path_of(reader.get(link[1])).endswith(f"{CATEGORY_PAGE}{category.slug}/")


@pytest.mark.parametrize(("language", "words"), [("en", "no longer there"), ("it", "non c'è più")])
def test_product_gone_with_its_category_leads_to_a_kind_page(reader, link, shop_of_mugs, language, words):
    # given
    _, mug, category = shop_of_mugs
    lose(mug, "deleted")
    Category.objects.filter(pk=category.pk).delete()

    # when
    response = reader.get(link[1], HTTP_ACCEPT_LANGUAGE=language)

    # then
    assert response.status_code == 200
    assert words in response.content.decode().replace("&#x27;", "'")


def path_of(response):
    """The address without what tells the storefront whose mail it was."""
    assert response.status_code == 302
    return response["Location"].split("?")[0]


def lose(product, fate):
    if fate == "deleted":
        Product.objects.filter(pk=product.pk).delete()
    elif fate == "sold out":
        Stock.objects.filter(product_variant__product=product).update(quantity=0)
    else:
        ProductChannelListing.objects.filter(product=product).update(is_published=False)
