import graphene

from ...contacts.transfers.models import Transfer
from ..common import DOC_CATEGORY, STAFF, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import TransferFilterInput
from .mutations.contact_export import ContactExport
from .mutations.contact_import import ContactImport
from .mutations.transfer_cancel import TransferCancel
from .sorters import TransferSortField, TransferSortingInput
from .types import AutomationTransfer, AutomationTransferConnection


class TransferQueries(graphene.ObjectType):
    automation_transfers = FilterConnectionField(
        AutomationTransferConnection,
        filter=TransferFilterInput(description="Which imports and exports."),
        sort_by=TransferSortingInput(description="In which order; by default the newest come first."),
        description="Imports and exports of contacts.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_transfer = PermissionsField(
        AutomationTransfer,
        id=graphene.Argument(graphene.ID, required=True, description="ID of the import or export."),
        description="One import or export of contacts.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_transfers(_root, info: ResolveInfo, **kwargs):
        found = rows(Transfer, info)
        field = TransferSortField.CREATED_AT
        return resolve_list(found, info, kwargs, AutomationTransferConnection, TransferSortingInput, field)

    @staticmethod
    def resolve_automation_transfer(_root, info: ResolveInfo, *, id: str):
        return rows(Transfer, info).filter(pk=pk_of(id, "AutomationTransfer")).first()


class TransferMutations(graphene.ObjectType):
    automation_contact_import = ContactImport.Field()
    automation_contact_export = ContactExport.Field()
    automation_transfer_cancel = TransferCancel.Field()
