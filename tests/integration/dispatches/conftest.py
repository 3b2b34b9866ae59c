import pytest

from saleor_automation.core.settings import get_settings
from tests.integration.dispatches.receiver import Receiver


@pytest.fixture
def trusted(monkeypatch):
    """Let webhooks reach this machine, as an operator allows it."""
    monkeypatch.setenv("AUTOMATION_WEBHOOK_HOSTS", "127.0.0.1, crm.internal")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.fixture
def receiver(trusted):
    with Receiver() as server:
        yield server
