"""A channel with one product on sale, in the miniature shop."""

import pytest

from tests.sandbox import recorder
from tests.shop import factories


@pytest.fixture
def channel(db):
    return factories.make_channel()


@pytest.fixture
def product(channel):
    return factories.make_product(prices={channel: "20.00"}, stock=5)


@pytest.fixture
def variant(product):
    return product.default_variant


@pytest.fixture
def hooks(settings):
    """Install the recording plugin; the list fills with the names of the hooks that are called."""
    settings.PLUGINS = [recorder.PATH]
    recorder.Recorder.calls.clear()
    return recorder.Recorder.calls
