import graphene

from ....journeys import mentions
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo
from ..types import AutomationCustomField


class CustomFieldDelete(BaseMutation):
    field = graphene.Field(AutomationCustomField, description="What is gone, as it was.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of what is to be deleted.")

    class Meta:
        name = "AutomationCustomFieldDelete"
        description = "Delete a custom field that nothing uses, with everybody's value."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        with refusals("id"):
            field = mentions.delete_field(pk_or_refusal(id, "AutomationCustomField"))
        return cls(field=field)
