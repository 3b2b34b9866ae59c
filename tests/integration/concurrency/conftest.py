import pytest

from saleor_automation.core.settings import get_settings
from tests.databases import cloned_database


@pytest.fixture
def own_database(db):
    """The name of a database in which every thread sees what the others have committed."""
    with cloned_database() as name:
        yield name


@pytest.fixture
def small_batches(monkeypatch):
    """Claims of five rows, so that workers come to share the work."""
    monkeypatch.setenv("AUTOMATION_BATCH_SIZE", "5")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()
