from typing import Any

import graphene

from ....core.clock import utc_now
from ....product_lists import editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationProductList


class ProductListCreateInput(BaseInputObjectType):
    name = graphene.String(required=True, description="What people call it.")
    definition = JSONString(required=True, description="Source, filters, fallbacks and so on, as JSON.")
    slug = graphene.String(description="Name for blocks and tags; made from the name when left out.")

    class Meta:
        name = "AutomationProductListCreateInput"
        description = "A new product list."
        doc_category = DOC_CATEGORY


class ProductListCreate(BaseMutation):
    product_list = graphene.Field(AutomationProductList, description="The list.")

    class Arguments:
        input = ProductListCreateInput(required=True, description="The new list.")

    class Meta:
        name = "AutomationProductListCreate"
        description = "Save a product list."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals("definition"):
            made = editing.create_list(
                input["name"], input["definition"], utc_now(), slug=(input.get("slug") or "").strip()
            )
        return cls(product_list=made)
