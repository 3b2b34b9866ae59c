import graphene

from ....core.clock import utc_now
from ....journeys import publishing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationJourney


class JourneyPublish(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The journey as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the journey to publish.")

    class Meta:
        name = "AutomationJourneyPublish"
        description = "Make the draft the next version and let people in. People inside finish on their version."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        journey_id = pk_or_refusal(id, "AutomationJourney")
        with refusals("id"):
            journey = publishing.publish(journey_id, utc_now())
        return cls(journey=journey)
