"""Leave with one click, and come back with another.

GET only shows a page: scanners follow every link of a mail, and must not unsubscribe people. POST acts; RFC 8058
clients post `List-Unsubscribe=One-Click` here without showing anything.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from .. import audience
from ..contacts.consent import EMAIL
from ..contacts.models import Consent, ConsentState, Contact
from ..core.clock import utc_now
from ..messages.links import InvalidLink
from ..messages.models import Message
from ..messages.signing import link_signer
from . import pages
from .forms import posted
from .texts import texts_in

ONE_CLICK, PAGE = "one_click", "unsubscribe_page"


def respond(request: HttpRequest, token: str) -> HttpResponse:
    try:
        message_id = link_signer().verify_unsubscribe(token)
    except InvalidLink:
        return pages.broken_link(request)
    message = Message.objects.filter(pk=message_id).only("contact_id", "language_code").first()
    contact = Contact.objects.filter(pk=message.contact_id).first() if message else None
    language = pages.language_of(request, *(row.language_code for row in (contact, message) if row))
    if message is None or contact is None:
        # Erased since: there is nobody left to write to, which is what they came for.
        return pages.unsubscribe_page(request, language, is_subscribed=False, email=None)
    if request.method == "POST":
        return _act(request, message, contact, language)
    return pages.unsubscribe_page(request, language, is_subscribed=_may_be_written_to(contact), email=contact.email)


def _act(request: HttpRequest, message: Message, contact: Contact, language: str) -> HttpResponse:
    now = utc_now()
    form = posted(request)  # a body that cannot be read is empty: whoever posts here wants to leave
    if form.get("action") == "resubscribe":
        _resubscribe(contact, language, now)
        return pages.unsubscribe_page(request, language, is_subscribed=True, email=contact.email, is_done=True)
    source = ONE_CLICK if "List-Unsubscribe" in form else PAGE
    audience.unsubscribe(contact.pk, message.pk, source, now)
    return pages.unsubscribe_page(request, language, is_subscribed=False, email=contact.email, is_done=True)


def _resubscribe(contact: Contact, language: str, now: datetime) -> None:
    words = texts_in(language).resubscribe_button
    audience.subscribe(contact.email, now, source=PAGE, consent_text=words, language_code=language)


def _may_be_written_to(contact: Contact) -> bool:
    """Whoever never said anything is shown the way out as well: a shop may write to its customers until they say no."""
    state = Consent.objects.filter(contact=contact, transport=EMAIL).values_list("state", flat=True).first()
    return state in (None, ConsentState.NONE, ConsentState.PENDING, ConsentState.SUBSCRIBED)
