import graphene

from .... import audience
from ....core import alarm
from ....core.clock import utc_now
from ....segments import bulk
from ...audience import MOST_AT_ONCE, checked_contacts
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError
from ...operations.types import AutomationOperation
from ...toolkit import BaseMutation, NonNullList, ResolveInfo


class ContactsErase(BaseMutation):
    operation = graphene.Field(AutomationOperation, description="What is done in the background.")

    class Arguments:
        contacts = NonNullList(graphene.ID, required=True, description=f"IDs of 1 to {MOST_AT_ONCE} contacts.")

    class Meta:
        name = "AutomationContactsErase"
        description = "Erase everything about some people, in the background; see `automationContactErase`."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, contacts: list[str]):
        ids = checked_contacts(contacts, "contacts")
        operation = bulk.begin(audience.ERASE, {}, {"contacts": sorted(set(ids))}, source_of(info), utc_now())
        alarm.wake("saleor_automation.take_in")
        return cls(operation=operation)
