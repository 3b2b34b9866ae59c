from typing import Any

import graphene

from ....core.clock import utc_now
from ....product_lists import editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationProductList


class ProductListUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What people call it.")
    definition = JSONString(description="Source, filters, fallbacks and so on, as JSON.")
    revision = graphene.String(
        description="The revision the change was made from; if somebody else has saved since, nothing is changed."
    )

    class Meta:
        name = "AutomationProductListUpdateInput"
        description = "What changes; what is left out stays."
        doc_category = DOC_CATEGORY


class ProductListUpdate(BaseMutation):
    product_list = graphene.Field(AutomationProductList, description="The list as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the list.")
        input = ProductListUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationProductListUpdate"
        description = "Rename a product list or change its definition; mails show the change from the next one on."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        list_id = pk_or_refusal(id, "AutomationProductList")
        with refusals("definition"):
            changed = editing.update_list(
                list_id,
                utc_now(),
                name=input.get("name"),
                definition=input.get("definition"),
                revision=input.get("revision"),
            )
        return cls(product_list=changed)
