"""A link of a mail: count it, then lead on to where the mail pointed to, and nowhere else."""

import logging

import django.db
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .. import pipeline
from ..core.clock import utc_now
from ..messages.links import InvalidLink
from ..messages.signing import link_signer
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
    try:
        pipeline.message_clicked(message_id, url, utc_now(), is_machine=is_machine(request))
    except django.db.Error:
        logger.exception("automation: a click on message %d could not be recorded", message_id)
    response = HttpResponseRedirect(url)
    response["Cache-Control"] = "no-store, private"
    # The token would otherwise travel on to the page as its referrer.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
