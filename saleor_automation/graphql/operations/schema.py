import graphene

from ...contacts.field_models import BulkOperation
from ..common import DOC_CATEGORY, STAFF, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import OperationFilterInput
from .mutations.operation_cancel import OperationCancel
from .sorters import OperationSortField, OperationSortingInput
from .types import AutomationOperation, AutomationOperationConnection


class OperationQueries(graphene.ObjectType):
    automation_operations = FilterConnectionField(
        AutomationOperationConnection,
        filter=OperationFilterInput(description="Which operations."),
        sort_by=OperationSortingInput(description="In which order; by default the newest come first."),
        description="Operations over many contacts.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_operation = PermissionsField(
        AutomationOperation,
        id=graphene.Argument(graphene.ID, required=True, description="ID of the operation."),
        description="One operation.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_operations(_root, info: ResolveInfo, **kwargs):
        found = rows(BulkOperation, info)
        return resolve_list(
            found, info, kwargs, AutomationOperationConnection, OperationSortingInput, OperationSortField.CREATED_AT
        )

    @staticmethod
    def resolve_automation_operation(_root, info: ResolveInfo, *, id: str):
        return rows(BulkOperation, info).filter(pk=pk_of(id, "AutomationOperation")).first()


class OperationMutations(graphene.ObjectType):
    automation_operation_cancel = OperationCancel.Field()
