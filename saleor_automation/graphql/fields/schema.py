import graphene

from ...contacts.field_models import CustomField
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import CustomFieldFilterInput
from .mutations.contact_fields_set import ContactFieldsSet
from .mutations.custom_field_create import CustomFieldCreate
from .mutations.custom_field_delete import CustomFieldDelete
from .mutations.custom_field_update import CustomFieldUpdate
from .sorters import CustomFieldSortField, CustomFieldSortingInput
from .types import AutomationCustomField, AutomationCustomFieldConnection


class CustomFieldQueries(graphene.ObjectType):
    automation_custom_fields = FilterConnectionField(
        AutomationCustomFieldConnection,
        filter=CustomFieldFilterInput(description="Which custom fields."),
        sort_by=CustomFieldSortingInput(description="In which order; by default the newest come first."),
        description="All custom fields.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_custom_field = PermissionsField(
        AutomationCustomField,
        id=graphene.Argument(graphene.ID, description="ID of the custom field."),
        slug=graphene.Argument(graphene.String, description="Slug of the custom field."),
        description="One custom field.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_custom_fields(_root, info: ResolveInfo, **kwargs):
        found = rows(CustomField, info)
        return resolve_list(
            found,
            info,
            kwargs,
            AutomationCustomFieldConnection,
            CustomFieldSortingInput,
            CustomFieldSortField.CREATED_AT,
        )

    @staticmethod
    def resolve_automation_custom_field(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        found = rows(CustomField, info)
        if slug is not None:
            return found.filter(slug=slug).first()
        return found.filter(pk=pk_of(id, "AutomationCustomField")).first()


class CustomFieldMutations(graphene.ObjectType):
    automation_custom_field_create = CustomFieldCreate.Field()
    automation_custom_field_update = CustomFieldUpdate.Field()
    automation_custom_field_delete = CustomFieldDelete.Field()
    automation_contact_fields_set = ContactFieldsSet.Field()
