import graphene

from ....onsite import editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo


class SlotDelete(BaseMutation):
    slug = graphene.String(description="Slug of the slot that is gone.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the slot.")

    class Meta:
        name = "AutomationSlotDelete"
        description = "Delete a smart content slot; a storefront that asks for it is shown nothing."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        slot_id = pk_or_refusal(id, "AutomationSlot")
        with refusals("id"):
            slug = editing.delete_slot(slot_id)
        return cls(slug=slug)
