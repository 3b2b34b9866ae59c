from typing import Any

import graphene

from ....contacts.editing import update_contact
from ....core.clock import utc_now
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal
from ...inputs import filled
from ...toolkit import BaseMutation, ResolveInfo
from ..refusing import field_refusals
from ..types import AutomationContact
from .inputs import ContactInput


class ContactUpdate(BaseMutation):
    contact = graphene.Field(AutomationContact, description="The contact as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the contact.")
        input = ContactInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationContactUpdate"
        description = "Change what is known of a contact. The address of an account is changed in the account."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        contact_id = pk_or_refusal(id, "AutomationContact")
        with field_refusals("id"):
            return cls(contact=update_contact(contact_id, filled(input), utc_now()))
