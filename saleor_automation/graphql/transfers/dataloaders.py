from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from ...contacts.transfers.models import TransferError
from ..toolkit import DataLoader

SHOWN = 10


class FirstErrorsByTransferLoader(DataLoader):
    context_key = "automation_first_errors_by_transfer"

    def batch_load(self, keys: Iterable[int]) -> list[list[TransferError]]:
        number = Window(RowNumber(), partition_by=[F("transfer_id")], order_by=F("id").asc())
        errors = TransferError.objects.using(self.database_connection_name).filter(transfer_id__in=keys)
        found = defaultdict(list)
        for error in errors.annotate(number=number).filter(number__lte=SHOWN).order_by("id"):
            found[error.transfer_id].append(error)
        return [found[key] for key in keys]
