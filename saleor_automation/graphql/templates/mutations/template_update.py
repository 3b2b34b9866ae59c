from typing import Any

import graphene

from ....core.clock import utc_now
from ....journeys.template_users import running_users_of_template
from ....messages import template_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo
from ..types import AutomationTemplate


class TemplateUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What people call it.")
    content = JSONString(description="The mail in every language, by language code.")
    revision = graphene.Int(
        description="The revision the change was made from; if somebody else has saved since, nothing is changed."
    )

    class Meta:
        name = "AutomationTemplateUpdateInput"
        description = "What changes; what is left out stays."
        doc_category = DOC_CATEGORY


class TemplateUpdate(BaseMutation):
    template = graphene.Field(AutomationTemplate, description="The template as it is now.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the template.")
        input = TemplateUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationTemplateUpdate"
        description = (
            "Rename a template or change its content; mails show the change from the next one on. What a running "
            "journey sends must stay fit to be sent."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str, input: dict[str, Any]):
        template_id = pk_or_refusal(id, "AutomationTemplate")
        with refusals("content"):
            changed = template_editing.update_template(
                template_id,
                utc_now(),
                running=running_users_of_template,
                name=input.get("name"),
                content=input.get("content"),
                revision=input.get("revision"),
            )
        return cls(template=changed)
