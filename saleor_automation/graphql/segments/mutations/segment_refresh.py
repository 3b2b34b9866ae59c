import graphene

from ....core.clock import utc_now
from ....segments import saving
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationSegment


class SegmentRefresh(BaseMutation):
    segment = graphene.Field(AutomationSegment, description="The segment as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the segment.")

    class Meta:
        name = "AutomationSegmentRefresh"
        description = (
            "Compare a segment with all contacts in the background and put right what differs; happens every day by "
            "itself. A segment with a problem is tried again."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        segment_id = pk_or_refusal(id, "AutomationSegment")
        with refusals("id"):
            segment = saving.refresh_segment(segment_id, utc_now())
        return cls(segment=segment)
