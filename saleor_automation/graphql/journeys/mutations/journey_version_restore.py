import graphene

from ....core.clock import utc_now
from ....journeys import drafting
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal
from ...toolkit import BaseMutation, ResolveInfo
from ..refusing import refusals_of_draft
from ..types import AutomationJourney


class JourneyVersionRestore(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The journey as it is now, with its new revision.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the journey.")
        number = graphene.Int(required=True, description="Number of the version.")
        revision = graphene.Int(required=True, description="The revision of the draft that is given up.")

    class Meta:
        name = "AutomationJourneyVersionRestore"
        description = "Make the definition of a version the draft again; it counts once it is published."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, id: str, number: int, revision: int):
        journey_id = pk_or_refusal(id, "AutomationJourney")
        with refusals_of_draft("revision"):
            journey = drafting.restore_version(journey_id, number, revision, utc_now(), source=source_of(info))
        return cls(journey=journey)
