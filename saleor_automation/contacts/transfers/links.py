"""Signed links to the files of imports and exports: made in GraphQL for staff, answered by web/downloads.py."""

from django.core import signing

from ...core.exceptions import PermanentError
from ...shop.urls import plugin_base_url
from .models import Transfer

LINK_SECONDS = 15 * 60
_SALT = "saleor_automation.downloads"


class BrokenLink(PermanentError):
    """A link was not made here, was cut off, or is too old."""


def file_url(transfer: Transfer) -> str:
    """Return the address of an export's file, good for LINK_SECONDS."""
    return _url("content", transfer)


def errors_url(transfer: Transfer, language: str = "en") -> str:
    """Return the address of the errors of an import as CSV, in a language of ours, good for LINK_SECONDS."""
    return f"{_url('errors', transfer)}?language={language}"


def read_link(token: str) -> tuple[str, int]:
    """Return what a link leads to, "content" or "errors", and the id of the transfer. Raises BrokenLink."""
    try:
        what, transfer_id = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        raise BrokenLink("A link to a file is damaged or too old; ask for a new one.") from None
    return what, transfer_id


def _url(what: str, transfer: Transfer) -> str:
    return f"{plugin_base_url()}/files/{signing.dumps([what, transfer.pk], salt=_SALT)}"
