from typing import Any

import graphene

from ....contacts import fields
from ....core.clock import utc_now
from ...common import DOC_CATEGORY, MANAGE
from ...enums import FieldTypeEnum
from ...errors import AutomationError, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, NonNullList, ResolveInfo
from ..inputs import FieldChoiceInput
from ..types import AutomationCustomField


class CustomFieldCreateInput(BaseInputObjectType):
    slug = graphene.String(
        required=True, description="Name in mails and conditions: small letters, digits and underscores; it stays."
    )
    name = graphene.String(required=True, description="What people call it.")
    type = FieldTypeEnum(required=True, description="What it holds.")
    choices = NonNullList(FieldChoiceInput, description="The answers it allows, for choice and many_choice.")

    class Meta:
        name = "AutomationCustomFieldCreateInput"
        description = "The new field."
        doc_category = DOC_CATEGORY


class CustomFieldCreate(BaseMutation):
    field = graphene.Field(AutomationCustomField, description="The new field.")

    class Arguments:
        input = CustomFieldCreateInput(required=True, description="The new field.")

    class Meta:
        name = "AutomationCustomFieldCreate"
        description = "Create a custom field."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals("input"):
            field = fields.create_field(
                input["slug"], input["name"], input["type"], input.get("choices") or [], utc_now()
            )
        return cls(field=field)
