from typing import Any

import graphene

from ....core.clock import utc_now
from ....messages.mail_server import mail_transport
from ....messages.models import Template
from ....messages.preview import preview
from ....messages.trials import send_trial
from ....shop.configuration import load_configuration
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, pk_or_refusal, refusal, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, ResolveInfo


class MessageSendTestInput(BaseInputObjectType):
    template_id = graphene.ID(description="ID of a saved template.")
    content = JSONString(description="Content that need not be saved, by language, as JSON.")
    contact_id = graphene.ID(description="Whose name, cart and products it shows; without it, an example person's.")
    language = graphene.String(description="Language code; by default the contact's own.")
    to = graphene.String(required=True, description="Address the mail goes to.")

    class Meta:
        name = "AutomationMessageSendTestInput"
        description = "Which mail, as whose, to whom; give either a template or content."
        doc_category = DOC_CATEGORY


class MessageSendTest(BaseMutation):
    sent_to = graphene.String(description="The address the mail server has taken the mail for.")

    class Arguments:
        input = MessageSendTestInput(required=True, description="Which mail, as whose, to whom.")

    class Meta:
        name = "AutomationMessageSendTest"
        description = (
            "Send a mail to look at it in a real inbox, marked as a test. Nothing is counted and no coupon given."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        content, configuration, now = _content(input), load_configuration(), utc_now()
        contact_id = input.get("contact_id")
        reader = pk_or_refusal(contact_id, "AutomationContact", "contactId") if contact_id else None
        with refusals("contactId"):
            mail = preview(content, configuration, now, contact_id=reader, language=input.get("language") or "")
        with refusals("to" if mail.html else "content"):
            sent_to = send_trial(mail, input["to"], configuration, mail_transport(), now)
        return cls(sent_to=sent_to)


def _content(input: dict[str, Any]) -> dict[str, Any]:
    """Return the content by language. Raises ValidationError if it is named by nothing, twice, or is not there."""
    template_id, content = input.get("template_id"), input.get("content")
    if (template_id is None) == (content is None):
        raise refusal("templateId", AutomationErrorCode.REQUIRED, "Give either templateId or content.")
    if template_id is None:
        if not isinstance(content, dict):
            text = 'The content is no object; give a mail for each language, {"en": {…}}.'
            raise refusal("content", AutomationErrorCode.INVALID_DEFINITION, text)
        return content
    template = Template.objects.filter(pk=pk_or_refusal(template_id, "AutomationTemplate", "templateId")).first()
    if template is None:
        raise refusal("templateId", AutomationErrorCode.NOT_FOUND, "There is no template with this ID.")
    return dict(template.content)
