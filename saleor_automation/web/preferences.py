"""What the receiver of a mail gets from now on: one box for each list, and a button to leave altogether.

GET only shows; POST writes what is ticked. The token is that of the unsubscribe link.
"""

from django.http import HttpRequest, HttpResponse

from .. import audience
from ..contacts.models import ConsentState, Contact, ListSubscription
from ..contacts.visitor_address import kept_address
from ..core.clock import utc_now
from ..messages.links import InvalidLink
from ..messages.models import Message
from ..messages.signing import link_signer
from . import pages
from .forms import posted
from .texts import texts_in

SOURCE = "preferences_page"


def respond(request: HttpRequest, token: str) -> HttpResponse:
    try:
        message_id = link_signer().verify_unsubscribe(token)
    except InvalidLink:
        return pages.broken_link(request)
    message = Message.objects.filter(pk=message_id).only("contact_id", "language_code").first()
    contact = Contact.objects.filter(pk=message.contact_id).first() if message else None
    if message is None or contact is None:
        language = pages.language_of(request)
        return pages.unsubscribe_page(request, language, is_subscribed=False, email=None)
    language = pages.language_of(request, contact.language_code, message.language_code)
    offered = audience.offered_lists(contact.pk)
    if request.method == "POST":
        now = utc_now()
        form = posted(request)
        if form.get("action") == "leave":
            audience.unsubscribe(contact.pk, message.pk, SOURCE, now)
        else:
            words = texts_in(language).preferences_save
            chosen = {each.slug: f"list-{each.slug}" in form for each in offered}
            audience.choose_lists(contact.pk, chosen, words, SOURCE, now, ip_address=kept_address(request))
    return pages.preferences_page(
        request, language, contact.email, offered, _joined(contact), is_done=request.method == "POST"
    )


def _joined(contact: Contact) -> set[str]:
    on = ListSubscription.objects.filter(contact=contact, state=ConsentState.SUBSCRIBED)
    return set(on.values_list("list__slug", flat=True))
