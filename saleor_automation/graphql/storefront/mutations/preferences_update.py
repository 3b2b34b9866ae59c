from typing import Any

import graphene
from django.db import transaction

from .... import audience
from ....contacts.models import Contact
from ....contacts.visitor_address import kept_address
from ....core.clock import utc_now
from ....messages.links import InvalidLink
from ....messages.models import Message
from ....messages.signing import link_signer
from ...common import DOC_CATEGORY
from ...errors import AutomationError, AutomationErrorCode, refusal, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, NonNullList, ResolveInfo
from ..consent import checked_consent_text
from ..types import AutomationPreferences

SOURCE = "preferences"


class PreferenceInput(BaseInputObjectType):
    slug = graphene.String(required=True, description="Slug of the list.")
    is_subscribed = graphene.Boolean(required=True, description="Whether to be on it.")

    class Meta:
        name = "AutomationPreferenceInput"
        description = "Whether somebody wants to be on a list."
        doc_category = DOC_CATEGORY


class PreferencesUpdate(BaseMutation):
    preferences = graphene.Field(AutomationPreferences, description="What is agreed to now.")

    class Arguments:
        token = graphene.String(required=True, description="The token of an unsubscribe link.")
        is_subscribed = graphene.Boolean(required=True, description="Whether to go on writing; false leaves all lists.")
        lists = NonNullList(PreferenceInput, description="What changes on single lists.")
        consent_text = graphene.String(description="The words the person agreed to; needed to subscribe.")

    class Meta:
        name = "AutomationPreferencesUpdate"
        description = "Unsubscribe or subscribe again with the token of a mail. Public."
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(
        cls,
        _root,
        info: ResolveInfo,
        /,
        *,
        token: str,
        is_subscribed: bool,
        lists: list[dict[str, Any]] | None = None,
        consent_text: str | None = None,
    ):
        message, contact = _receiver(token)
        now = utc_now()
        if not is_subscribed:
            audience.unsubscribe(contact.pk, message.pk, SOURCE, now)
            return cls(preferences=contact)
        words = checked_consent_text(consent_text)
        ip_address = kept_address(info.context)
        with refusals("lists"), transaction.atomic():
            audience.subscribe(
                contact.email,
                now,
                source=SOURCE,
                consent_text=words,
                language_code=contact.language_code,
                ip_address=ip_address,
            )
            choices = {each["slug"]: each["is_subscribed"] for each in lists or []}
            audience.choose_lists(contact.pk, choices, words, SOURCE, now, ip_address=ip_address)
        return cls(preferences=contact)


def _receiver(token: str) -> tuple[Message, Contact]:
    """Return the message of a token and who got it. Raises ValidationError for a token that leads to nobody."""
    try:
        message = Message.objects.filter(pk=link_signer().verify_unsubscribe(token)).first()
    except InvalidLink:
        message = None
    contact = Contact.objects.filter(pk=message.contact_id).first() if message else None
    if message is None or contact is None:
        raise refusal("token", AutomationErrorCode.NOT_FOUND, "This link belongs to no message; use a newer mail.")
    return message, contact
