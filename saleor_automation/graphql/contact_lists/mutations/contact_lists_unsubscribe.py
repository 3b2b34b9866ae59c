import graphene

from .... import audience
from ....core.clock import utc_now
from ...audience import MOST_AT_ONCE
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, pk_or_refusal, refusal, refusals
from ...toolkit import BaseMutation, NonNullList, ResolveInfo


class ContactListsUnsubscribe(BaseMutation):
    changed_count = graphene.Int(description="How many places on lists changed.")

    class Arguments:
        contacts = NonNullList(graphene.ID, required=True, description=f"IDs of 1 to {MOST_AT_ONCE} contacts.")
        lists = NonNullList(graphene.String, required=True, description="Slugs of lists.")

    class Meta:
        name = "AutomationContactListsUnsubscribe"
        description = "Take contacts off lists."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, contacts: list[str], lists: list[str]):
        if not 1 <= len(contacts) <= MOST_AT_ONCE:
            message = f"There are {len(contacts)} contacts; give 1 to {MOST_AT_ONCE} in one call."
            raise refusal("contacts", AutomationErrorCode.INVALID, message)
        ids = [pk_or_refusal(each, "AutomationContact", "contacts") for each in contacts]
        with refusals("lists"):
            return cls(changed_count=audience.take_off_lists(ids, lists, source_of(info), utc_now()))
