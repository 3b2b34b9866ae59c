from typing import Any

import graphene

from ....contacts.editing import create_contact
from ....core.clock import utc_now
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError
from ...inputs import filled
from ...toolkit import BaseMutation, ResolveInfo
from ..refusing import field_refusals
from ..types import AutomationContact
from .inputs import ContactInput


class ContactCreate(BaseMutation):
    contact = graphene.Field(AutomationContact, description="The new contact.")

    class Arguments:
        input = ContactInput(required=True, description="What is known of the contact; the address is needed.")

    class Meta:
        name = "AutomationContactCreate"
        description = "Add a contact. Nothing is said of consent: nobody may write to them yet."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, input: dict[str, Any]):
        with field_refusals("input"):
            return cls(contact=create_contact(filled(input), source_of(info), utc_now()))
