import graphene

from ....journeys.list_users import users_of_list
from ....product_lists import editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo


class ProductListDelete(BaseMutation):
    slug = graphene.String(description="Slug of the list that is gone.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the list.")

    class Meta:
        name = "AutomationProductListDelete"
        description = "Delete a product list that no mail shows."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        list_id = pk_or_refusal(id, "AutomationProductList")
        with refusals("id"):
            slug = editing.delete_list(list_id, users_of_list)
        return cls(slug=slug)
