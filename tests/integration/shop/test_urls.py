import pytest

from saleor_automation.shop.urls import cart_url, plugin_base_url, product_url, shop_root

from .builders import configuration


@pytest.fixture(autouse=True)
def public_address(settings):
    settings.PUBLIC_URL = "https://api.shop.example/"


def test_own_addresses_are_absolute_and_end_without_a_slash():
    # then
    assert shop_root() == "https://api.shop.example"
    assert plugin_base_url() == "https://api.shop.example/plugins/saleor.automation"


def test_values_are_encoded_for_an_address():
    # given
    place = {"channel_slug": "main", "language_code": "it", "product_id": 7, "variant_id": None}
    shop = configuration(product_url="{storefront}/{slug}?v={variant_id}")

    # when
    url = product_url(shop, slug="tè/caffè&c", **place)

    # then
    assert url == "https://shop.example/t%C3%A8%2Fcaff%C3%A8%26c?v="


def test_braces_in_a_value_are_not_filled_in_again():
    # given
    shop = configuration(cart_url="{storefront}/{channel}/{checkout_id}")

    # when
    url = cart_url(shop, channel_slug="{checkout_id}", language_code="", checkout_id=5)

    # then
    assert url == "https://shop.example/%7Bcheckout_id%7D/5"
