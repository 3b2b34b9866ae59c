import pytest
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.test import Client

from saleor_automation.messages.signing import link_signer
from tests.integration.graphql import builders

BASE = "/plugins/saleor.automation"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"


@pytest.fixture(autouse=True)
def _shop_with_the_plugin(db, settings):
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    settings.PUBLIC_URL = "https://example.com"
    cache.clear()
    yield
    # Django keeps the site of a shop in the process.
    Site.objects.clear_cache()


@pytest.fixture
def reader():
    """Somebody with an ordinary browser."""
    return Client(HTTP_USER_AGENT=FIREFOX)


@pytest.fixture
def contact():
    contact = builders.contact("ada@example.com", language_code="en")
    builders.consent(contact)
    return contact


@pytest.fixture
def message(contact):
    return builders.message(contact)


@pytest.fixture
def links(message):
    """The paths of the links in the message's mail."""
    signed = link_signer().for_message(message.pk)

    class Paths:
        pixel = _path(signed.pixel_url)
        unsubscribe = _path(signed.unsubscribe_url)

        @staticmethod
        def click(url):
            return _path(signed.click(url))

    return Paths


def _path(url):
    return url[url.index(BASE) :]
