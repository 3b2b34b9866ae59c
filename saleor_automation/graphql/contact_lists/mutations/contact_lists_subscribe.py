from typing import Any

import graphene

from .... import audience as people
from ....contacts.lists import lists_by_slug
from ....core.clock import utc_now
from ....segments import bulk
from ...audience import MOST_AT_ONCE, AudienceInput, contacts_or_audience
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...operations.types import AutomationOperation
from ...toolkit import BaseMutation, NonNullList, ResolveInfo


class ContactListsSubscribe(BaseMutation):
    changed_count = graphene.Int(description="How many places on lists changed; empty if it is done in the background.")
    operation = graphene.Field(AutomationOperation, description="What is done in the background, if it is.")

    class Arguments:
        contacts = NonNullList(graphene.ID, description=f"IDs of 1 to {MOST_AT_ONCE} contacts; done at once.")
        audience = AudienceInput(description="Whom it is for, instead of contacts.")
        lists = NonNullList(graphene.String, required=True, description="Slugs of lists.")

    class Meta:
        name = "AutomationContactListsSubscribe"
        description = (
            "Put contacts on lists. It says nothing of their consent and brings nobody back who left; on a list with "
            "double opt-in they are asked by mail."
        )
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
        lists: list[str],
        contacts: list[str] | None = None,
        audience: dict[str, Any] | None = None,
    ):
        ids, many = contacts_or_audience(contacts, audience)
        source, now = source_of(info), utc_now()
        if ids is None:
            with refusals("lists"):
                lists_by_slug(lists)
            with refusals("audience"):
                return cls(operation=bulk.begin(people.JOIN_LISTS, {"lists": lists}, many, source, now))
        with refusals("lists"):
            return cls(changed_count=people.place_on_lists(ids, lists, source, now))
