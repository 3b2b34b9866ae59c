from typing import Any

import graphene

from ....core.clock import utc_now
from ....onsite import editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationSlot


class SlotCreateInput(BaseInputObjectType):
    name = graphene.String(required=True, description="What people call it.")
    definition = JSONString(required=True, description="Variants and default, as JSON.")
    slug = graphene.String(description="Name the storefront asks by; made from the name when left out.")
    is_enabled = graphene.Boolean(default_value=True, description="Whether it shows anything.")

    class Meta:
        name = "AutomationSlotCreateInput"
        description = "A new smart content slot."
        doc_category = DOC_CATEGORY


class SlotCreate(BaseMutation):
    slot = graphene.Field(AutomationSlot, description="The slot.")

    class Arguments:
        input = SlotCreateInput(required=True, description="The new slot.")

    class Meta:
        name = "AutomationSlotCreate"
        description = "Save a smart content slot."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals("definition"):
            slot = editing.create_slot(
                input["name"],
                input["definition"],
                utc_now(),
                slug=(input.get("slug") or "").strip(),
                is_enabled=bool(input.get("is_enabled", True)),
            )
        return cls(slot=slot)
