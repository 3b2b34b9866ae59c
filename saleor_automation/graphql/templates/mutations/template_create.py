from typing import Any

import graphene

from ....core.clock import utc_now
from ....messages import template_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationTemplate


class TemplateCreateInput(BaseInputObjectType):
    name = graphene.String(required=True, description="What people call it.")
    content = JSONString(
        required=True, description="The mail in every language, by language code; may be empty to begin with."
    )
    slug = graphene.String(description="Name for steps; made from the name when left out.")

    class Meta:
        name = "AutomationTemplateCreateInput"
        description = "A new template."
        doc_category = DOC_CATEGORY


class TemplateCreate(BaseMutation):
    template = graphene.Field(AutomationTemplate, description="The template.")

    class Arguments:
        input = TemplateCreateInput(required=True, description="The new template.")

    class Meta:
        name = "AutomationTemplateCreate"
        description = "Save a new template; it may be half done until a journey sends it."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        with refusals("content"):
            made = template_editing.create_template(
                input["name"], input["content"], utc_now(), slug=(input.get("slug") or "").strip()
            )
        return cls(template=made)
