import graphene

from .... import audience
from ....core.clock import utc_now
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo


class ContactDelete(BaseMutation):
    id = graphene.ID(description="ID of the contact that is gone.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the contact.")

    class Meta:
        name = "AutomationContactDelete"
        description = (
            "Delete a contact with everything about it. Whoever comes back is a new contact; where a person asked for "
            "it, use `automationContactErase`, which keeps a proof and old lists out."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            audience.delete(pk_or_refusal(id, "AutomationContact"), utc_now())
        return cls(id=id)
