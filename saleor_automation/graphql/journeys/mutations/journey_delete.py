import graphene

from ....journeys import drafting
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationJourney


class JourneyDelete(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The journey as it was.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the draft.")

    class Meta:
        name = "AutomationJourneyDelete"
        description = "Delete a journey that was never published; others are archived instead."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        journey_id = pk_or_refusal(id, "AutomationJourney")
        with refusals("id"):
            journey = drafting.delete_draft(journey_id)
        return cls(journey=journey)
