from typing import Any

import graphene

from ....core.clock import utc_now
from ....journeys import drafting
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError
from ...inputs import filled
from ...scalars import AutomationDefinition
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo
from ..refusing import refusals_of_draft
from ..types import AutomationJourney


class JourneyCreateInput(BaseInputObjectType):
    name = graphene.String(required=True, description="What people call it.")
    slug = graphene.String(description="Its name in other journeys; made from the name if left out. It never changes.")
    definition = AutomationDefinition(description="The draft; half done is allowed, and empty if left out.")
    priority = graphene.Int(description="The higher one's message goes first when not all may go; default 0.")
    holdout_percent = graphene.Int(description="How many of 100 people pass without effect, for comparison: 0 to 50.")

    class Meta:
        name = "AutomationJourneyCreateInput"
        description = "A new journey."
        doc_category = DOC_CATEGORY


class JourneyCreate(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The new draft.")

    class Arguments:
        input = JourneyCreateInput(required=True, description="The new journey.")

    class Meta:
        name = "AutomationJourneyCreate"
        description = "Make a journey as a draft; nobody enters before it is published."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals_of_draft("slug"):
            journey = drafting.create_draft(now=utc_now(), source=source_of(info), **filled(input))
        return cls(journey=journey)
