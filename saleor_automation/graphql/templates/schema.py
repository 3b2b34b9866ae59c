import sys
from typing import Any

import graphene

from ...core.clock import utc_now
from ...core.exceptions import NotFound
from ...messages.blocks import BLOCKS
from ...messages.custom_fields import field_kinds
from ...messages.models import Template
from ...messages.preview import Preview, preview
from ...messages.variables import mail_variables
from ...product_lists.models import ProductList
from ...product_lists.ready_made import variable_of
from ...shop.configuration import load_configuration
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, JSONString, NonNullList, PermissionsField, ResolveInfo
from .filters import TemplateFilterInput
from .mutations.message_send_test import MessageSendTest
from .mutations.template_create import TemplateCreate
from .mutations.template_delete import TemplateDelete
from .mutations.template_update import TemplateUpdate
from .sorters import TemplateSortField, TemplateSortingInput
from .types import (
    AutomationBlockKind,
    AutomationMailVariable,
    AutomationTemplate,
    AutomationTemplateConnection,
    AutomationTemplatePreview,
)


class TemplateQueries(graphene.ObjectType):
    automation_templates = FilterConnectionField(
        AutomationTemplateConnection,
        filter=TemplateFilterInput(description="Which templates."),
        sort_by=TemplateSortingInput(description="In which order; by default what was changed last comes first."),
        description="All templates.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_template = PermissionsField(
        AutomationTemplate,
        id=graphene.Argument(graphene.ID, description="ID of the template."),
        slug=graphene.Argument(graphene.String, description="Slug of the template."),
        description="One template, by ID or by slug.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_template_preview = PermissionsField(
        AutomationTemplatePreview,
        id=graphene.Argument(graphene.ID, description="ID of a saved template."),
        content=graphene.Argument(JSONString, description="Content that need not be saved, by language, as JSON."),
        contact_id=graphene.Argument(graphene.ID, description="ID of the reader; without it, an example person."),
        language=graphene.Argument(graphene.String, description="Language code; by default the reader's own."),
        description="How a mail looks for one person now. Nothing is sent and no coupon given.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_block_kinds = PermissionsField(
        NonNullList(AutomationBlockKind),
        language=graphene.Argument(graphene.String, default_value="en", description="Language of the titles."),
        description="Every kind of block mails can be made of, for editors.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_mail_variables = PermissionsField(
        NonNullList(AutomationMailVariable),
        description="What mails may take from the reader and the occasion: standard, custom fields, product lists.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_templates(_root, info: ResolveInfo, **kwargs):
        return resolve_list(
            rows(Template, info),
            info,
            kwargs,
            AutomationTemplateConnection,
            TemplateSortingInput,
            TemplateSortField.UPDATED_AT,
        )

    @staticmethod
    def resolve_automation_template(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        templates = rows(Template, info)
        if slug is not None:
            return templates.filter(slug=slug).first()
        return templates.filter(pk=pk_of(id, "AutomationTemplate")).first()

    @staticmethod
    def resolve_automation_template_preview(
        _root,
        _info: ResolveInfo,
        *,
        id: str | None = None,
        content: Any = None,
        contact_id: str | None = None,
        language: str = "",
    ):
        one_of(id=id, content=content)
        reader = pk_of(contact_id, "AutomationContact") if contact_id is not None else None
        with allow_writer():
            if id is not None:
                template = Template.objects.filter(pk=pk_of(id, "AutomationTemplate")).first()
                if template is None:
                    return None
                content = template.content
            elif not isinstance(content, dict):
                return _none('The content is no object; give a mail for each language, {"en": {…}}.')
            try:
                return preview(content, load_configuration(), utc_now(), contact_id=reader, language=language)
            except NotFound as error:
                return _none(str(error))

    @staticmethod
    def resolve_automation_block_kinds(_root, _info: ResolveInfo, *, language: str = "en"):
        return [
            {
                "kind": kind,
                "title": block.titles.get(language.lower().split("-")[0], block.titles["en"]),
                "description": (sys.modules[block.__module__].__doc__ or "").strip(),
                "schema": block.model_json_schema(),
            }
            for kind, block in BLOCKS.items()
        ]

    @staticmethod
    def resolve_automation_mail_variables(_root, info: ResolveInfo):
        with allow_writer():
            slugs = rows(ProductList, info).order_by("slug").values_list("slug", flat=True)
            variables = mail_variables([variable_of(slug) for slug in slugs], field_kinds())
        return [
            {"path": path, "kind": kind, "description": description}
            for path, kind, description in variables.described()
        ]


class TemplateMutations(graphene.ObjectType):
    automation_template_create = TemplateCreate.Field()
    automation_template_update = TemplateUpdate.Field()
    automation_template_delete = TemplateDelete.Field()
    automation_message_send_test = MessageSendTest.Field()


def _none(problem: str) -> Preview:
    return Preview("", "", "", "", (("", problem),))
