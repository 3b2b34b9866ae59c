import graphene

from ...contacts.models import ContactList
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..contacts.types import AutomationList, AutomationListConnection
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import ListFilterInput
from .mutations.contact_lists_subscribe import ContactListsSubscribe
from .mutations.contact_lists_unsubscribe import ContactListsUnsubscribe
from .mutations.list_create import ListCreate
from .mutations.list_delete import ListDelete
from .mutations.list_update import ListUpdate
from .sorters import ListSortField, ListSortingInput


class ListQueries(graphene.ObjectType):
    automation_lists = FilterConnectionField(
        AutomationListConnection,
        filter=ListFilterInput(description="Which lists."),
        sort_by=ListSortingInput(description="In which order; by default the newest come first."),
        description="All lists.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_list = PermissionsField(
        AutomationList,
        id=graphene.Argument(graphene.ID, description="ID of the list."),
        slug=graphene.Argument(graphene.String, description="Slug of the list."),
        description="One list, by ID or by slug.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_lists(_root, info: ResolveInfo, **kwargs):
        found = rows(ContactList, info)
        return resolve_list(found, info, kwargs, AutomationListConnection, ListSortingInput, ListSortField.CREATED_AT)

    @staticmethod
    def resolve_automation_list(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        found = rows(ContactList, info)
        return found.filter(slug=slug).first() if slug else found.filter(pk=pk_of(id, "AutomationList")).first()


class ListMutations(graphene.ObjectType):
    automation_list_create = ListCreate.Field()
    automation_list_update = ListUpdate.Field()
    automation_list_delete = ListDelete.Field()
    automation_contact_lists_subscribe = ContactListsSubscribe.Field()
    automation_contact_lists_unsubscribe = ContactListsUnsubscribe.Field()
