"""The picture that tells a mail was opened: one transparent point."""

import base64
import logging

import django.db
from django.http import HttpRequest, HttpResponse

from .. import pipeline
from ..core.clock import utc_now
from ..messages.links import InvalidLink
from ..messages.signing import link_signer
from .agents import is_machine

logger = logging.getLogger(__name__)

GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def respond(request: HttpRequest, token: str) -> HttpResponse:
    """Return the picture, whatever the token: an error would show as a broken picture and tell tokens apart."""
    try:
        message_id = link_signer().verify_open(token)
        pipeline.message_opened(message_id, utc_now(), is_machine=is_machine(request))
    except InvalidLink:
        logger.info("automation: an open pixel came with a token that is not ours")
    except django.db.Error:
        logger.exception("automation: an opened message could not be recorded")
    response = HttpResponse(GIF, content_type="image/gif")
    response["Cache-Control"] = "no-store, private"
    return response
