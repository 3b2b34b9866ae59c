import graphene
from graphene import relay

from ...messages.models import Template
from ..common import DOC_CATEGORY
from ..reader import all_said, said
from ..toolkit import (
    BaseObjectType,
    CountableConnection,
    DateTime,
    JSONString,
    ModelObjectType,
    NonNullList,
    ResolveInfo,
)
from .dataloaders import ProblemsByTemplateLoader, UsersByTemplateSlugLoader


class AutomationTemplate(ModelObjectType[Template]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True, description="Name that steps state; it never changes.")
    name = graphene.String(required=True, description="What people call it.")
    content = JSONString(
        required=True,
        description="The mail in every language, by language code: subject, preheader, and blocks or HTML.",
    )
    languages = NonNullList(graphene.String, required=True, description="Codes of the languages it is written in.")
    revision = graphene.Int(
        required=True, description="Counts the changes; state it when saving, so that nobody's work is overwritten."
    )
    problems = NonNullList(
        graphene.String,
        required=True,
        description="What keeps it from being sent, each with language, block and field.",
    )
    used_by = NonNullList(graphene.String, required=True, description="The journeys that send it, in words.")
    updated_at = DateTime(required=True)

    class Meta:
        description = "A mail in every language of the shop."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Template

    @staticmethod
    def resolve_languages(root: Template, _info: ResolveInfo):
        return sorted(root.content)

    @staticmethod
    def resolve_problems(root: Template, info: ResolveInfo):
        return ProblemsByTemplateLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_used_by(root: Template, info: ResolveInfo):
        return UsersByTemplateSlugLoader(info.context).load(root.slug)


class AutomationTemplateConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationTemplate


class AutomationTemplateProblem(BaseObjectType):
    place = graphene.String(
        required=True, description="The block and field the problem is in; empty for the whole mail.", resolver=said
    )
    message = graphene.String(required=True, description="What is wrong, and what to do.", resolver=said)

    class Meta:
        description = "What keeps a mail from being sent."
        doc_category = DOC_CATEGORY


class AutomationTemplatePreview(BaseObjectType):
    subject = graphene.String(required=True)
    html = graphene.String(
        required=True,
        description="The whole page, as it is sent but for counted links; show it in a sandboxed frame. Empty when it "
        "cannot be rendered.",
    )
    text = graphene.String(required=True, description="The plain-text part.")
    language = graphene.String(required=True, description="The language it is shown in.")
    problems = NonNullList(
        AutomationTemplateProblem, required=True, description="What keeps it from being sent in this language."
    )
    notes = NonNullList(
        graphene.String,
        required=True,
        description="What is shown with examples, because this person has none.",
        resolver=all_said,
    )

    class Meta:
        description = "A mail as it looks for one person."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_problems(root, _info: ResolveInfo):
        return [{"place": place, "message": text} for place, text in root.problems]


class AutomationBlockKind(BaseObjectType):
    kind = graphene.String(required=True, description="Name of the kind, as blocks state it.")
    title = graphene.String(required=True, description="What a marketer calls it, in the language asked for.")
    description = graphene.String(required=True, description="What it shows.")
    schema = JSONString(required=True, description="JSON Schema of a block of this kind.")

    class Meta:
        description = "A kind of block mails can be made of."
        doc_category = DOC_CATEGORY


class AutomationMailVariable(BaseObjectType):
    path = graphene.String(
        required=True, description="What to write in a tag, such as `contact.first_name`; `[]` is inside of a list."
    )
    kind = graphene.String(required=True, description="`text`, `number`, `yes/no`, `group`, `list`, or `anything`.")
    description = graphene.String(required=True, description="What it means.", resolver=said)

    class Meta:
        description = "Something a mail knows about its reader and its occasion."
        doc_category = DOC_CATEGORY
