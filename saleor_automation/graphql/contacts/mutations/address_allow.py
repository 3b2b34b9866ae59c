import graphene

from ....contacts.addresses import normalized
from ....contacts.suppression import allow_again
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseMutation, ResolveInfo


class AddressAllow(BaseMutation):
    was_suppressed = graphene.Boolean(description="Whether the address was suppressed.")

    class Arguments:
        email = graphene.String(required=True, description="The address.")

    class Meta:
        name = "AutomationAddressAllow"
        description = "Take an address off the suppressed ones. Consent stays as it is: the person has to agree again."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, email: str):
        with refusals("email"):
            return cls(was_suppressed=allow_again(normalized(email)))
