"""A reader who follows a link into the storefront brings along who they are; nobody else does."""

from urllib.parse import parse_qs, urlsplit

import pytest
from saleor.plugins.models import PluginConfiguration

from saleor_automation.tracking.arrival import message_of_arrival

CART = "https://storefront.example/main/cart/6f0c4c1e-8a64-4d3c-9f5e-2a7a0d3f7f10/?code=TEN"


@pytest.fixture
def storefront():
    PluginConfiguration.objects.create(
        identifier="saleor.automation",
        active=True,
        configuration=[{"name": "storefront_url", "value": "https://storefront.example"}],
    )


def test_reader_brings_a_fresh_token_along(storefront, reader, message, links):
    # when
    target = urlsplit(reader.get(links.click(CART))["Location"])

    # then
    query = parse_qs(target.query)
    assert (target.netloc, target.path) == ("storefront.example", urlsplit(CART).path)
    assert query["code"] == ["TEN"]
    assert message_of_arrival(query["automation"][0]) == message.pk


def test_scanner_gets_no_token(storefront, reader, links):
    response = reader.get(links.click(CART), HTTP_USER_AGENT="python-requests/2.32")

    assert response["Location"] == CART


def test_other_site_gets_no_token(storefront, reader, links):
    url = "https://elsewhere.example/main/cart/"

    assert reader.get(links.click(url))["Location"] == url


def test_shop_that_never_named_its_storefront_hands_out_no_token(reader, links):
    url = "https://example.com/main/cart/"

    assert reader.get(links.click(url))["Location"] == url
