import graphene
from graphene import relay

from ...contacts.transfers.links import errors_url, file_url
from ...contacts.transfers.models import Transfer, TransferKind, TransferState
from ..common import DOC_CATEGORY
from ..reader import language_of_reader, said
from ..toolkit import BaseObjectType, CountableConnection, DateTime, ModelObjectType, NonNullList, ResolveInfo
from .dataloaders import FirstErrorsByTransferLoader

_KINDS = {"import": "Contacts come in.", "export": "Contacts go out."}
_STATES = {
    "waiting": "No worker has taken it up yet.",
    "running": "Under way.",
    "done": "Finished.",
    "failed": "It could not go on; the problem says why. What was written stays.",
    "cancelled": "Somebody stopped it; what was written stays.",
}
TransferKindEnum = graphene.Enum(
    "AutomationTransferKind",
    [(kind.name, kind.value) for kind in TransferKind],
    description=lambda member: _KINDS[member.value] if member else "Which way contacts go.",
)
TransferStateEnum = graphene.Enum(
    "AutomationTransferState",
    [(state.name, state.value) for state in TransferState],
    description=lambda member: _STATES[member.value] if member else "How far an import or export is.",
)
TransferKindEnum.doc_category = TransferStateEnum.doc_category = DOC_CATEGORY


class AutomationTransferError(BaseObjectType):
    line = graphene.Int(required=True, description="Line of the file, the first one is 1.")
    column = graphene.String(required=True, description="Name of the column; empty if the whole row is wrong.")
    value = graphene.String(required=True, description="The beginning of what stands there.")
    reason = graphene.String(required=True, description="What is wrong, and what would be right.", resolver=said)

    class Meta:
        description = "Why a row was left out of an import."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_column(root, _info: ResolveInfo):
        return root.column_name


class AutomationTransfer(ModelObjectType[Transfer]):
    id = graphene.GlobalID(required=True)
    kind = TransferKindEnum(required=True)
    state = TransferStateEnum(required=True)
    file_name = graphene.String(required=True)
    is_dry_run = graphene.Boolean(required=True, description="Whether it only checks and counts.")
    total = graphene.Int(description="Rows in all; counted by lines until all are read.")
    done = graphene.Int(required=True, description="Rows taken over.")
    created = graphene.Int(required=True, description="Contacts that are new.")
    updated = graphene.Int(required=True, description="Contacts that were there before.")
    failed = graphene.Int(required=True, description="Rows left out; the errors say why.")
    problem = graphene.String(required=True, description="Why it failed; empty if it did not.", resolver=said)
    first_errors = NonNullList(AutomationTransferError, required=True, description="The first ten errors.")
    errors_url = graphene.String(description="Where all errors can be had as CSV for a quarter of an hour.")
    file_url = graphene.String(description="Where the file of a finished export can be had for a quarter of an hour.")
    created_at = DateTime(required=True)
    finished_at = DateTime()
    expires_at = DateTime(required=True, description="When file and errors are deleted.")

    class Meta:
        description = "An import or export of contacts, and how far it is."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Transfer

    @staticmethod
    def resolve_first_errors(root: Transfer, info: ResolveInfo):
        return FirstErrorsByTransferLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_errors_url(root: Transfer, info: ResolveInfo):
        return errors_url(root, language_of_reader(info)) if root.failed else None

    @staticmethod
    def resolve_file_url(root: Transfer, _info: ResolveInfo):
        is_ready = root.kind == TransferKind.EXPORT and root.state == TransferState.DONE
        return file_url(root) if is_ready else None


class AutomationTransferConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationTransfer
