from typing import Any

import graphene
from django.db import transaction

from ....contacts.tags import add_tag
from ....core.clock import utc_now
from ....segments import bulk
from ...audience import AudienceInput, contact_ids_or_audience
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...operations.types import AutomationOperation
from ...toolkit import BaseMutation, NonNullList, ResolveInfo


class ContactTagsAssign(BaseMutation):
    changed_count = graphene.Int(description="How many marks changed; empty if it is done in the background.")
    operation = graphene.Field(AutomationOperation, description="What is done in the background, if it is.")

    class Arguments:
        audience = AudienceInput(required=True, description="Whom it is for.")
        tags = NonNullList(graphene.String, required=True, description="Names of tags, in any case.")

    class Meta:
        name = "AutomationContactTagsAssign"
        description = "Put tags on contacts. Tags there are none of are created."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, audience: dict[str, Any], tags: list[str]):
        ids, many = contact_ids_or_audience(audience)
        source, now = source_of(info), utc_now()
        with refusals("tags"):
            names = bulk.check_tags(tags)
        if ids is None:
            with refusals("audience"):
                return cls(operation=bulk.begin(bulk.ASSIGN_TAGS, {"tags": names}, many, source, now))
        with transaction.atomic():
            return cls(changed_count=sum(add_tag(name, ids, source, now) for name in names))
