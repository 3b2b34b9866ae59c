import graphene

from ....contacts import tags
from ....core.clock import utc_now
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationTag


class TagCreate(BaseMutation):
    tag = graphene.Field(AutomationTag, description="The tag as it is now.")

    class Arguments:
        name = graphene.String(required=True, description="What people read; unique whatever its case.")

    class Meta:
        name = "AutomationTagCreate"
        description = "Create a tag. Journeys create the tags they give by themselves."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, name: str):
        with refusals("name"):
            tag = tags.create_tag(name, utc_now())
        return cls(tag=tag)
