import graphene

from ...contacts.models import Contact
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..lists import resolve_list
from ..toolkit import FilterConnectionField, PermissionsField, ResolveInfo
from .filters import ContactFilterInput
from .sorters import ContactSortField, ContactSortingInput
from .types import AutomationContact, AutomationContactConnection


class ContactQueries(graphene.ObjectType):
    automation_contacts = FilterConnectionField(
        AutomationContactConnection,
        filter=ContactFilterInput(description="Which contacts."),
        sort_by=ContactSortingInput(description="In which order; by default the newest come first."),
        description="Everybody the shop knows by e-mail address.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_contact = PermissionsField(
        AutomationContact,
        id=graphene.Argument(graphene.ID, description="ID of the contact."),
        email=graphene.Argument(graphene.String, description="Address of the contact, in any case."),
        description="One contact, by ID or by e-mail address.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_contacts(_root, info: ResolveInfo, **kwargs):
        contacts = rows(Contact, info)
        return resolve_list(
            contacts, info, kwargs, AutomationContactConnection, ContactSortingInput, ContactSortField.CREATED_AT
        )

    @staticmethod
    def resolve_automation_contact(_root, info: ResolveInfo, *, id: str | None = None, email: str | None = None):
        one_of(id=id, email=email)
        contacts = rows(Contact, info)
        if email is not None:
            return contacts.filter(email=email.strip().lower()).first()
        return contacts.filter(pk=pk_of(id, "AutomationContact")).first()
