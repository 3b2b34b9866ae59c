from typing import Any

import graphene

from ....core.clock import utc_now
from ....journeys import drafting
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal
from ...inputs import filled
from ...scalars import AutomationDefinition
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo
from ..refusing import refusals_of_draft
from ..types import AutomationJourney


class JourneyUpdateInput(BaseInputObjectType):
    revision = graphene.Int(required=True, description="The revision that was edited: `revision` of the journey.")
    name = graphene.String(description="What people call it.")
    definition = AutomationDefinition(description="The whole draft; half done is allowed.")
    priority = graphene.Int(description="The higher one's message goes first when not all may go. Counts at once.")
    holdout_percent = graphene.Int(
        description="How many of 100 people pass without effect, for comparison: 0 to 50. Counts for those who enter."
    )

    class Meta:
        name = "AutomationJourneyUpdateInput"
        description = "What changes; what is left out stays."
        doc_category = DOC_CATEGORY


class JourneyUpdate(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The journey as it is now, with its new revision.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the journey.")
        input = JourneyUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationJourneyUpdate"
        description = (
            "Save the draft of a journey; people inside go on with the published version. If somebody else saved since "
            "the revision was loaded, nothing is changed and the error `CONFLICT` says who."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        journey_id = pk_or_refusal(id, "AutomationJourney")
        with refusals_of_draft("revision"):
            journey = drafting.update_draft(journey_id, now=utc_now(), source=source_of(info), **filled(input))
        return cls(journey=journey)
