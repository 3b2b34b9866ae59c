from typing import Any

import graphene

from ...contacts.models import Contact
from ...contacts.personal_export import export_person
from ...core.clock import utc_now
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..lists import resolve_list
from ..toolkit import (
    FilterConnectionField,
    JSONString,
    PermissionsField,
    ResolveInfo,
    filter_connection_queryset,
)
from .filters import ContactFilterInput
from .mutations.address_allow import AddressAllow
from .mutations.address_suppress import AddressSuppress
from .mutations.contact_create import ContactCreate
from .mutations.contact_delete import ContactDelete
from .mutations.contact_erase import ContactErase
from .mutations.contact_merge import ContactMerge
from .mutations.contact_update import ContactUpdate
from .mutations.contacts_erase import ContactsErase
from .sorters import ContactSortField, ContactSortingInput, front_of
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
        user_id=graphene.Argument(graphene.ID, description="ID of the customer account the contact has."),
        description="One contact, by ID, by e-mail address or by customer account.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    automation_contact_data = PermissionsField(
        JSONString,
        id=graphene.Argument(graphene.ID, required=True, description="ID of the contact."),
        description="Everything that is kept about a person, from every table, for the person to read.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    @allow_writer()
    def resolve_automation_contact_data(_root, _info: ResolveInfo, *, id: str):
        contact_id = pk_of(id, "AutomationContact")
        return export_person(contact_id, utc_now()) if Contact.objects.filter(pk=contact_id).exists() else None

    @staticmethod
    def resolve_automation_contacts(_root, info: ResolveInfo, **kwargs):
        contacts = rows(Contact, info)

        def page_of(some: Any) -> Any:
            # The helpers write into the arguments they are given.
            return resolve_list(
                some, info, dict(kwargs), AutomationContactConnection, ContactSortingInput, ContactSortField.CREATED_AT
            )

        front = front_of(contacts, kwargs.get("sort_by")) if kwargs.get("first") else None
        if front is not None:
            page = page_of(front)
            if page.page_info.has_next_page:
                found = filter_connection_queryset(contacts, dict(kwargs), allow_replica=info.context.allow_replica)
                page.total_count = found.count
                return page
        return page_of(contacts)

    @staticmethod
    def resolve_automation_contact(
        _root, info: ResolveInfo, *, id: str | None = None, email: str | None = None, user_id: str | None = None
    ):
        one_of(id=id, email=email, userId=user_id)
        contacts = rows(Contact, info)
        if email is not None:
            return contacts.filter(email=email.strip().lower()).first()
        if user_id is not None:
            return contacts.filter(user_id=pk_of(user_id, "User")).first()
        return contacts.filter(pk=pk_of(id, "AutomationContact")).first()


class ContactMutations(graphene.ObjectType):
    automation_contact_create = ContactCreate.Field()
    automation_contact_update = ContactUpdate.Field()
    automation_contact_delete = ContactDelete.Field()
    automation_contact_erase = ContactErase.Field()
    automation_contacts_erase = ContactsErase.Field()
    automation_contact_merge = ContactMerge.Field()
    automation_address_suppress = AddressSuppress.Field()
    automation_address_allow = AddressAllow.Field()
