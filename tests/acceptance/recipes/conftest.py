import pytest

from world.inbox.server import InboxServer

from .stage import Stage


@pytest.fixture
def stage(settings, db):
    """An empty stage; see stage.py for what can be done on it."""
    settings.DEFAULT_FROM_EMAIL = "Mugs <hello@shop.example>"
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    with InboxServer() as inbox:
        stage = Stage(inbox)
        yield stage
        stage.transport.close()


@pytest.fixture(params=["en", "it"])
def language(request):
    return request.param
