import graphene

from ....core.clock import utc_now
from ....journeys import publishing
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationJourney


class JourneyPublish(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The journey as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the journey to publish.")
        revision = graphene.Int(
            description="The revision of the draft that is meant; if somebody changed it since, nothing is published."
        )

    class Meta:
        name = "AutomationJourneyPublish"
        description = (
            "Make the draft the next version and let people in. People inside finish on their version. Everything that "
            "stands in the way is an error with its step."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, id: str, revision: int | None = None):
        journey_id = pk_or_refusal(id, "AutomationJourney")
        with refusals("id"):
            journey = publishing.publish(journey_id, utc_now(), revision=revision, source=source_of(info))
        return cls(journey=journey)
