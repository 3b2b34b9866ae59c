import pytest
from saleor.channel.models import Channel
from saleor.core.db.connection import allow_writer

from world.places import ASSETS

pytestmark = pytest.mark.urls("world.urls")


@pytest.fixture
def channels(db):
    with allow_writer():
        for slug, currency in (("zz", "PLN"), ("eu", "EUR"), ("us", "USD")):
            Channel.objects.create(slug=slug, name=slug, currency_code=currency, default_country="US", is_active=True)


@pytest.mark.parametrize("path", ["/", "/us/", "/eu/products/birchline-2-tent/", "/us/cart/1b2c/?code=X"])
def test_storefront_answers_every_address_of_a_channel(client, channels, path):
    # when
    page = client.get(path).content.decode()

    # then
    assert '<script type="module" src="/assets/storefront/main.js">' in page
    assert page.index('value="us"') < page.index('value="eu"') < page.index('value="zz"')


@pytest.mark.parametrize("path", ["/nowhere/", "/nowhere/products/x/", "/favicon.ico"])
def test_address_outside_the_channels_is_not_found(client, channels, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["base.css", "storefront.css", "inbox.css", "mail.js", "storefront/main.js"])
def test_assets_are_served(client, path):
    # when
    response = client.get(f"/assets/{path}")

    # then
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == (ASSETS / path).read_bytes()


def test_assets_outside_their_folder_are_not_served(client):
    assert client.get("/assets/../views.py").status_code == 400


def test_health_reaches_the_database(client, db):
    assert client.get("/health/").json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["/dashboard/", "/dashboard/customers/VXNlcjox"])
def test_dashboard_page_leads_to_the_rest(client, db, path):
    # when
    page = client.get(path).content.decode()

    # then
    assert 'href="/inbox/"' in page and "/graphql/" in page
