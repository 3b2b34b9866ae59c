from typing import Any

import graphene

from ....core.clock import utc_now
from ....onsite import editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationSlot


class SlotUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What people call it.")
    definition = JSONString(description="Variants and default, as JSON.")
    is_enabled = graphene.Boolean(description="Whether it shows anything.")

    class Meta:
        name = "AutomationSlotUpdateInput"
        description = "What changes; what is left out stays."
        doc_category = DOC_CATEGORY


class SlotUpdate(BaseMutation):
    slot = graphene.Field(AutomationSlot, description="The slot as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the slot.")
        input = SlotUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationSlotUpdate"
        description = "Change a smart content slot, or switch it on or off."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        slot_id = pk_or_refusal(id, "AutomationSlot")
        with refusals("definition"):
            slot = editing.update_slot(
                slot_id,
                utc_now(),
                name=input.get("name"),
                definition=input.get("definition"),
                is_enabled=input.get("is_enabled"),
            )
        return cls(slot=slot)
