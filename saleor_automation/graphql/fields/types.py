import graphene
from graphene import relay

from ...contacts.field_models import CustomField, FieldValue
from ...contacts.field_values import COLUMN_OF, as_json
from ...journeys.mentions import users_of
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY
from ..enums import FieldTypeEnum
from ..toolkit import (
    BaseObjectType,
    CountableConnection,
    DateTime,
    JSONString,
    ModelObjectType,
    NonNullList,
    ResolveInfo,
)
from .dataloaders import ValueCountByFieldLoader


class AutomationFieldChoice(BaseObjectType):
    value = graphene.String(required=True, description="What is kept.")
    label = graphene.String(required=True, description="What people read.")

    class Meta:
        description = "One of the answers a custom field allows."
        doc_category = DOC_CATEGORY


class AutomationCustomField(ModelObjectType[CustomField]):
    id = graphene.GlobalID(required=True)
    slug = graphene.String(required=True, description="Name in mails, as `contact.fields.<slug>`, and in conditions.")
    name = graphene.String(required=True, description="What people call it.")
    type = FieldTypeEnum(required=True, description="What it holds.")
    choices = NonNullList(AutomationFieldChoice, required=True, description="The answers it allows, in their order.")
    created_at = DateTime(required=True)
    values_count = graphene.Int(required=True, description="How many contacts hold a value.")
    used_by = NonNullList(
        graphene.String,
        required=True,
        description="Journeys, segments, rules and mails that name it; it cannot go before them.",
    )

    class Meta:
        description = "A property of contacts that the shop made up."
        doc_category = DOC_CATEGORY
        interfaces = [relay.Node]
        model = CustomField

    @staticmethod
    def resolve_values_count(root: CustomField, info: ResolveInfo):
        return ValueCountByFieldLoader(info.context).load(root.pk)

    @staticmethod
    @allow_writer()
    def resolve_used_by(root: CustomField, _info: ResolveInfo):
        return users_of("field", root.slug)


class AutomationCustomFieldConnection(CountableConnection):
    class Meta:
        doc_category = DOC_CATEGORY
        node = AutomationCustomField


class AutomationFieldValue(BaseObjectType):
    field = graphene.Field(AutomationCustomField, required=True)
    value = JSONString(required=True, description="What the contact holds, as JSON; a number as a text.")
    source = graphene.String(required=True, description="Who set it, as `journey:welcome`, `staff:5`, `import:2`.")
    updated_at = DateTime(required=True, description="When it was set.")

    class Meta:
        description = "What a contact holds in a custom field."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_value(root: FieldValue, _info: ResolveInfo):
        return as_json(getattr(root, COLUMN_OF[root.field.type]))
