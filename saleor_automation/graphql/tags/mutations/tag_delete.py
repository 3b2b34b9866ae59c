import graphene

from ....core.clock import utc_now
from ....journeys import mentions
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationTag


class TagDelete(BaseMutation):
    tag = graphene.Field(AutomationTag, description="What is gone, as it was.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of what is to be deleted.")

    class Meta:
        name = "AutomationTagDelete"
        description = "Take a tag that nothing uses off everybody and delete it. The history stays."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            tag = mentions.delete_tag(pk_or_refusal(id, "AutomationTag"), source_of(info), utc_now())
        return cls(tag=tag)
