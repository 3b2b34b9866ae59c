import graphene

from ....core.clock import utc_now
from ....journeys import drafting
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal
from ...toolkit import BaseMutation, ResolveInfo
from ..refusing import refusals_of_draft
from ..types import AutomationJourney


class JourneyDuplicate(BaseMutation):
    journey = graphene.Field(AutomationJourney, description="The new draft.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the journey to copy.")
        name = graphene.String(description="What people call the copy; made from the name if left out.")

    class Meta:
        name = "AutomationJourneyDuplicate"
        description = "Make a draft with the draft of another journey; mails and coupons are shared with it."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, id: str, name: str | None = None):
        journey_id = pk_or_refusal(id, "AutomationJourney")
        with refusals_of_draft("id"):
            journey = drafting.duplicate(journey_id, utc_now(), name=name or "", source=source_of(info))
        return cls(journey=journey)
