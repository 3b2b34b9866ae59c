import graphene

from ....contacts.transfers.imports import cancel
from ....core.clock import utc_now
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationTransfer


class TransferCancel(BaseMutation):
    transfer = graphene.Field(AutomationTransfer, description="The import or export as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the import or export.")

    class Meta:
        name = "AutomationTransferCancel"
        description = "Stop an import or export. What it has written stays."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            return cls(transfer=cancel(pk_or_refusal(id, "AutomationTransfer"), utc_now()))
