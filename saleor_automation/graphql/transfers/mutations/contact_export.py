import graphene

from ....contacts.transfers.exports import ExportOptions, start_export
from ....core import alarm
from ....core.clock import utc_now
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationTransfer


class ContactExport(BaseMutation):
    transfer = graphene.Field(AutomationTransfer, description="Tells when the file is there, and where.")

    class Arguments:
        list = graphene.String(description="Slug of a list: only who is subscribed to it.")
        segment = graphene.String(description="Slug of a segment: only who is in it.")

    class Meta:
        name = "AutomationContactExport"
        description = "Write contacts to a CSV file in the background; by default all of them."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, list: str | None = None, segment: str | None = None):
        with refusals("segment" if segment else "list"):
            transfer = start_export(ExportOptions(list or "", segment or ""), utc_now(), source_of(info))
        alarm.wake("saleor_automation.run_transfers")
        return cls(transfer=transfer)
