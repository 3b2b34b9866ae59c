from typing import Any

import graphene

from ....contacts.list_editing import create_list
from ....core.clock import utc_now
from ...common import DOC_CATEGORY, MANAGE
from ...contacts.refusing import field_refusals
from ...contacts.types import AutomationList
from ...errors import AutomationError
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo


class ListCreateInput(BaseInputObjectType):
    name = graphene.String(required=True, description="What people read.")
    slug = graphene.String(description="Name for storefronts and journeys; made from the name when left out.")
    description = graphene.String(description="What one gets, for the preferences page.")
    is_double_opt_in = graphene.Boolean(description="Whether people confirm by mail; by default not.")
    is_public = graphene.Boolean(description="Whether storefronts and the preferences page offer it; by default yes.")

    class Meta:
        name = "AutomationListCreateInput"
        description = "A new list."
        doc_category = DOC_CATEGORY


class ListCreate(BaseMutation):
    list = graphene.Field(AutomationList, description="The new list.")

    class Arguments:
        input = ListCreateInput(required=True, description="The new list.")

    class Meta:
        name = "AutomationListCreate"
        description = "Make a list."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with field_refusals("slug"):
            return cls(list=create_list(filled(input), utc_now()))
