import graphene

from .... import audience
from ....core.clock import utc_now
from ...common import DOC_CATEGORY, MANAGE
from ...contacts.types import AutomationList
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo


class ListDelete(BaseMutation):
    list = graphene.Field(AutomationList, description="What is gone, as it was.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the list.")

    class Meta:
        name = "AutomationListDelete"
        description = "Delete a list that no journey and no segment uses. Contacts stay, with what they once said."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            return cls(list=audience.delete_list(pk_or_refusal(id, "AutomationList"), utc_now()))
