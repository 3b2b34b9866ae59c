import graphene

from ....journeys.template_users import users_of_template
from ....messages import template_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, pk_or_refusal, refusals
from ...toolkit import BaseMutation, ResolveInfo


class TemplateDelete(BaseMutation):
    slug = graphene.String(description="Slug of the template that is gone.")

    class Arguments:
        id = graphene.ID(required=True, description="ID of the template.")

    class Meta:
        name = "AutomationTemplateDelete"
        description = "Delete a template that no journey sends."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, id: str):
        template_id = pk_or_refusal(id, "AutomationTemplate")
        with refusals("id"):
            slug = template_editing.delete_template(template_id, users_of_template)
        return cls(slug=slug)
