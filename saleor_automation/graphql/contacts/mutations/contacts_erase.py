from typing import Any

import graphene

from ....audience import ERASE
from ....core import alarm
from ....core.clock import utc_now
from ....segments import bulk
from ...audience import MOST_AT_ONCE, AudienceInput, contacts_or_audience
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...operations.types import AutomationOperation
from ...toolkit import BaseMutation, NonNullList, ResolveInfo


class ContactsErase(BaseMutation):
    operation = graphene.Field(AutomationOperation, description="What is done in the background.")

    class Arguments:
        audience = AudienceInput(description="Whom to erase.")
        contacts = NonNullList(
            graphene.ID, description=f"IDs of 1 to {MOST_AT_ONCE} contacts, in place of the audience."
        )

    class Meta:
        name = "AutomationContactsErase"
        description = "Erase everything about many people, in the background; see `automationContactErase`."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(
        cls,
        _root,
        info: ResolveInfo,
        /,
        *,
        contacts: list[str] | None = None,
        audience: dict[str, Any] | None = None,
    ):
        ids, many = contacts_or_audience(contacts, audience)
        whom = many if ids is None else {"contacts": sorted(set(ids))}
        with refusals("audience"):
            operation = bulk.begin(ERASE, {}, whom, source_of(info), utc_now())
        alarm.wake("saleor_automation.take_in")
        return cls(operation=operation)
