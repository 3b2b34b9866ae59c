"""A link of a mail: count it, then lead on to where the mail pointed to.

Nowhere else, but for a product that cannot be bought any more: its link leads to its successor or its category.
"""

import logging

import django.db
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .. import pipeline
from ..core.clock import utc_now
from ..core.exceptions import PermanentError
from ..messages.links import InvalidLink
from ..messages.signing import link_signer
from ..product_lists.links import where_to
from ..shop.configuration import load_configuration
from ..tracking.arrival import with_arrival
from . import pages
from .agents import is_machine

logger = logging.getLogger(__name__)


def respond(request: HttpRequest, token: str) -> HttpResponse:
    """Redirect to the signed address; a reader gets there even when the click cannot be written down."""
    url = request.GET.get("u", "")
    try:
        message_id = link_signer().verify_click(token, url)
    except InvalidLink:
        return pages.broken_link(request)
    is_reader = not is_machine(request)
    try:
        pipeline.message_clicked(message_id, url, utc_now(), is_machine=not is_reader)
    except django.db.Error:
        logger.exception("automation: a click on message %d could not be recorded", message_id)
    target = _target(message_id, url)
    if target is None:
        return pages.product_gone(request)
    response = HttpResponseRedirect(_with_arrival(target, message_id) if is_reader else target)
    response["Cache-Control"] = "no-store, private"
    # The token would otherwise travel on to the page as its referrer.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _target(message_id: int, url: str) -> str | None:
    """Return where a link leads now, or None if its product is gone; the address as it was when nobody can tell."""
    try:
        return where_to(message_id, url, load_configuration())
    except (django.db.Error, PermanentError):
        logger.exception("automation: where a link of message %d leads now could not be asked", message_id)
        return url


def _with_arrival(url: str, message_id: int) -> str:
    """Let the storefront know whose mail it was; whatever is wrong here, the reader gets to the page."""
    try:
        configuration = load_configuration()
        has_storefront = "storefront_url" not in configuration.missing
        return with_arrival(url, configuration.storefront_url, message_id) if has_storefront else url
    except (PermanentError, django.db.Error):
        logger.exception("automation: the storefront is not told of the reader of message %d", message_id)
        return url
