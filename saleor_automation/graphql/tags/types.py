import graphene
from graphene import relay

from ...contacts.field_models import TagPeriod
from ...contacts.models import Tag
from ...journeys.mentions import users_of
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY
from ..toolkit import CountableConnection, DateTime, ModelObjectType, NonNullList, ResolveInfo
from .dataloaders import ContactCountByTagLoader


class AutomationTag(ModelObjectType[Tag]):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True, description="What people read; unique whatever its case.")
    created_at = DateTime(required=True)
    contacts_count = graphene.Int(required=True, description="How many contacts have it.")
    used_by = NonNullList(
        graphene.String,
        required=True,
        description="Journeys, segments and rules that name it; it cannot go before them.",
    )

    class Meta:
        description = "A dated, changeable mark on contacts."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = Tag

    @staticmethod
    def resolve_contacts_count(root: Tag, info: ResolveInfo):
        return ContactCountByTagLoader(info.context).load(root.pk)

    @staticmethod
    @allow_writer()
    def resolve_used_by(root: Tag, _info: ResolveInfo):
        return users_of("tag", root.name)


class AutomationTagConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationTag


class AutomationTagPeriod(ModelObjectType[TagPeriod]):
    id = graphene.GlobalID(required=True)
    tag_name = graphene.String(required=True, description="What the tag was called when it was given.")
    assigned_at = DateTime(required=True, description="When the contact got it.")
    assigned_by = graphene.String(
        required=True, description="Who gave it, as `journey:welcome`, `staff:5`, `import:2`."
    )
    removed_at = DateTime(description="When it was taken off; empty while the contact has it.")
    removed_by = graphene.String(required=True, description="Who took it off; empty while the contact has it.")

    class Meta:
        description = "From when to when a contact had a tag."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = TagPeriod


class AutomationTagPeriodConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationTagPeriod
