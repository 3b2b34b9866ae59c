from typing import Any

import graphene

from ....core.clock import utc_now
from ....segments import saving
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...scalars import AutomationCondition
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo
from ..types import AutomationSegment


class SegmentUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What people call it.")
    condition = AutomationCondition(description="Who is inside, as JSON.")
    revision = graphene.String(
        description="The revision the change was made from; if somebody else has saved since, nothing is changed."
    )

    class Meta:
        name = "AutomationSegmentUpdateInput"
        description = "What changes; what is left out stays."
        doc_category = DOC_CATEGORY


class SegmentUpdate(BaseMutation):
    segment = graphene.Field(AutomationSegment, description="The segment as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the segment.")
        input = SegmentUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationSegmentUpdate"
        description = (
            "Rename a segment or change its condition; until the new members are found it keeps those it has, and then "
            "tells who came and went."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        segment_id = pk_or_refusal(id, "AutomationSegment")
        with refusals("condition"):
            segment = saving.update_segment(
                segment_id,
                utc_now(),
                name=input.get("name"),
                condition=input.get("condition"),
                revision=input.get("revision"),
            )
        return cls(segment=segment)
