import graphene

from .... import audience
from ....core.clock import utc_now
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, BaseObjectType, DateTime, JSONString, ResolveInfo


class AutomationErasure(BaseObjectType):
    id = graphene.ID(required=True, description="Number of the proof.")
    erased_at = DateTime(required=True)
    counts = JSONString(required=True, description="How many rows of which table are gone.")

    class Meta:
        description = "Proof that a person was erased; it holds nothing that tells who it was."
        doc_category = DOC_CATEGORY


class ContactErase(BaseMutation):
    erasure = graphene.Field(AutomationErasure, description="The proof.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the contact.")

    class Meta:
        name = "AutomationContactErase"
        description = (
            "Erase everything about a person, at their request. What is queued for them is not sent, an earlier no "
            "stays, and old lists bring them back no more."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            erasure = audience.erase(pk_or_refusal(id, "AutomationContact"), source_of(info), utc_now())
        return cls(erasure=erasure)
