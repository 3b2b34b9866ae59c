import graphene

from ....journeys import mentions
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationTag


class TagUpdate(BaseMutation):
    tag = graphene.Field(AutomationTag, description="The tag as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the tag.")
        name = graphene.String(required=True, description="What people read; unique whatever its case.")

    class Meta:
        name = "AutomationTagUpdate"
        description = "Give a tag another name. While something names it, only upper and lower case can change."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, name: str):
        with refusals("name"):
            tag = mentions.rename_tag(pk_or_refusal(id, "AutomationTag"), name)
        return cls(tag=tag)
