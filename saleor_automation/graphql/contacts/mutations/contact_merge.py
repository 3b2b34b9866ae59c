import graphene

from ....contacts.merging import merge_patiently
from ....contacts.models import Contact
from ....core.clock import utc_now
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, pk_or_refusal, refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationContact


class ContactMerge(BaseMutation):
    contact = graphene.Field(AutomationContact, description="The contact that stays, with everything of both.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the contact that stays.")
        other = graphene.ID(required=True, description="ID of the contact that becomes a part of it.")

    class Meta:
        name = "AutomationContactMerge"
        description = (
            "Make two contacts one person. Nothing of either is lost; of two words of consent the stricter counts, "
            "unless a yes with its words came later."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, other: str):
        kept, gone = pk_or_refusal(id, "AutomationContact"), pk_or_refusal(other, "AutomationContact", "other")
        if kept == gone:
            raise refusal("other", AutomationErrorCode.INVALID, "This is the same contact; give another one.")
        with refusals("other"):
            contact_id = merge_patiently(kept, gone, utc_now())
        return cls(contact=Contact.objects.get(pk=contact_id))
