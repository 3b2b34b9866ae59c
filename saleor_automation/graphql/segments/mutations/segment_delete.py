from functools import partial

import graphene

from ....journeys.mentions import users_of
from ....segments import saving
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo


class SegmentDelete(BaseMutation):
    slug = graphene.String(description="Slug of the segment that is gone.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the segment.")

    class Meta:
        name = "AutomationSegmentDelete"
        description = "Delete a segment that nothing uses. Nobody is told that they left it."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        segment_id = pk_or_refusal(id, "AutomationSegment")
        with refusals("id"):
            slug = saving.delete_segment(segment_id, partial(users_of, "segment"))
        return cls(slug=slug)
