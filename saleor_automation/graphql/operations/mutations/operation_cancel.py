import graphene

from ....core.clock import utc_now
from ....segments import bulk
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationOperation


class OperationCancel(BaseMutation):
    operation = graphene.Field(AutomationOperation, description="The operation, stopped.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the operation.")

    class Meta:
        name = "AutomationOperationCancel"
        description = "Stop an operation over many contacts. What is done stays done."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            operation = bulk.cancel(pk_or_refusal(id, "AutomationOperation"), utc_now())
        return cls(operation=operation)
