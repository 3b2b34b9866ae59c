import graphene
from django.db import transaction

from ....contacts.addresses import normalized
from ....contacts.suppression import Undeliverable, note_undeliverable
from ....core.clock import utc_now
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..enums import SuppressionReason


class AddressSuppress(BaseMutation):
    contacts_count = graphene.Int(description="How many contacts have this address: one or none.")

    class Arguments:
        email = graphene.String(required=True, description="The address, known or not.")
        reason = SuppressionReason(required=True, description="Why nobody may write to it.")

    class Meta:
        name = "AutomationAddressSuppress"
        description = "Never write to an address again, after a hard bounce or complaint that came another way."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, email: str, reason: str):
        with refusals("email"), transaction.atomic():
            count = note_undeliverable([normalized(email)], Undeliverable(reason), source_of(info), utc_now())
        return cls(contacts_count=count)
