"""Confirm a subscription. GET shows a page with a button: scanners follow every link of a mail, and must not agree."""

from django.http import HttpRequest, HttpResponse

from .. import audience
from ..audience import Confirmation
from ..contacts.models import Contact
from ..contacts.visitor_address import kept_address
from ..core.clock import utc_now
from ..messages.links import InvalidLink
from ..messages.signing import link_signer
from . import pages


def respond(request: HttpRequest, token: str) -> HttpResponse:
    try:
        message_id = link_signer().verify_confirm(token)
    except InvalidLink:
        return pages.broken_link(request)
    asked = audience.asked_in(message_id)
    contact = Contact.objects.filter(pk=asked.contact_id).first() if asked else None
    language = pages.language_of(request, *([contact.language_code] if contact else []))
    now = utc_now()
    if asked is None or contact is None or asked.until <= now:
        return pages.confirmation_page(request, language, Confirmation.EXPIRED, "")
    if request.method != "POST":
        return pages.confirmation_page(request, language, None, contact.email)
    outcome = audience.confirm(message_id, now, ip_address=kept_address(request))
    return pages.confirmation_page(request, language, outcome, contact.email)
