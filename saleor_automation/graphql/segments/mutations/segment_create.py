from typing import Any

import graphene

from ....core.clock import utc_now
from ....segments import saving
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...scalars import AutomationCondition
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo
from ..types import AutomationSegment


class SegmentCreateInput(BaseInputObjectType):
    name = graphene.String(required=True, description="What people call it.")
    condition = AutomationCondition(required=True, description="Who is inside, as JSON.")
    slug = graphene.String(description="Name for conditions and journeys; made from the name when left out.")

    class Meta:
        name = "AutomationSegmentCreateInput"
        description = "A new segment."
        doc_category = DOC_CATEGORY


class SegmentCreate(BaseMutation):
    segment = graphene.Field(AutomationSegment, description="The segment, whose members are being found.")

    class Arguments:
        input = SegmentCreateInput(required=True, description="The new segment.")

    class Meta:
        name = "AutomationSegmentCreate"
        description = "Save a segment; its members are found in the background."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals("condition"):
            segment = saving.create_segment(
                input["name"], input["condition"], utc_now(), slug=(input.get("slug") or "").strip()
            )
        return cls(segment=segment)
