import pytest

from saleor_automation.contacts.transfers.imports import start_import
from saleor_automation.contacts.transfers.models import Transfer
from saleor_automation.contacts.transfers.options import ImportRequest
from saleor_automation.contacts.transfers.running import run_batch
from saleor_automation.core.settings import get_settings
from tests.factories import NOW


def start(text, now=NOW, request=None, **options):
    """Store a file given as text or bytes; options are those of the request, and of start_import."""
    named = {name: options.pop(name) for name in tuple(options) if name in ImportRequest.__dataclass_fields__}
    data = text if isinstance(text, bytes) else text.encode()
    return start_import([data] if data else [], request or ImportRequest(**named), now, **options)


def run_all(now=NOW):
    while run_batch(now):
        pass


def import_of(text, now=NOW, **options):
    """Import a file to the end and return the transfer."""
    transfer = start(text, now, **options)
    run_all(now)
    return Transfer.objects.get(pk=transfer.pk)


def errors_of(transfer):
    return list(transfer.errors.order_by("id").values_list("line", "column_name", "value", "reason"))


@pytest.fixture
def batches_of_two(monkeypatch):
    monkeypatch.setenv("AUTOMATION_IMPORT_BATCH_SIZE", "2")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()
