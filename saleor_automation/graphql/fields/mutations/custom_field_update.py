from typing import Any

import graphene

from ....contacts import fields
from ...common import DOC_CATEGORY, MANAGE
from ...enums import FieldTypeEnum
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, NonNullList, ResolveInfo
from ..inputs import FieldChoiceInput
from ..types import AutomationCustomField


class CustomFieldUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What people call it.")
    type = FieldTypeEnum(description="What it holds; can change while nobody has a value.")
    choices = NonNullList(FieldChoiceInput, description="The answers it allows, for choice and many_choice.")

    class Meta:
        name = "AutomationCustomFieldUpdateInput"
        description = "What changes."
        doc_category = DOC_CATEGORY


class CustomFieldUpdate(BaseMutation):
    field = graphene.Field(AutomationCustomField, description="The field as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the custom field.")
        input = CustomFieldUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationCustomFieldUpdate"
        description = (
            "Change a custom field. Its type can change while nobody has a value; a choice can go while nobody has it."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        with refusals("input"):
            field = fields.update_field(
                pk_or_refusal(id, "AutomationCustomField"), input.get("name"), input.get("type"), input.get("choices")
            )
        return cls(field=field)
