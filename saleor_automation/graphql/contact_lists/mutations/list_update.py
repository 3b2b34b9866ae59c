from typing import Any

import graphene

from ....contacts.list_editing import update_list
from ...common import DOC_CATEGORY, MANAGE
from ...contacts.refusing import field_refusals
from ...contacts.types import AutomationList
from ...errors import AutomationError, pk_or_refusal
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, ResolveInfo


class ListUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What people read.")
    description = graphene.String(description="What one gets, for the preferences page.")
    is_double_opt_in = graphene.Boolean(description="Whether people confirm by mail; who is on the list stays there.")
    is_public = graphene.Boolean(description="Whether storefronts and the preferences page offer it.")

    class Meta:
        name = "AutomationListUpdateInput"
        description = "What changes about a list; its slug stays, because storefronts and journeys name it."
        doc_category = DOC_CATEGORY


class ListUpdate(BaseMutation):
    list = graphene.Field(AutomationList, description="The list as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the list.")
        input = ListUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationListUpdate"
        description = "Change a list."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        list_id = pk_or_refusal(id, "AutomationList")
        with field_refusals("id"):
            return cls(list=update_list(list_id, filled(input)))
