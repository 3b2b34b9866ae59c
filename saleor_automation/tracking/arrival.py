"""Who comes through a mail's link is told to the storefront by a token that is good for some minutes.

The token stands in the address of the page for a moment, where it may be copied along: so it is short-lived, says
nothing by itself, and opens nothing but this. Whoever forwards a mail lets the receiver pass for themselves; that is
true of every link in it.
"""

from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from django.core import signing

from ..core import sql
from ..core.exceptions import PermanentError

PARAMETER = "automation"
LIFETIME = timedelta(minutes=15)
_SALT = "saleor_automation.arrival"


class InvalidArrival(PermanentError):
    """A token of a mail's link is not ours or not fresh."""


def with_arrival(url: str, storefront_url: str, message_id: int) -> str:
    """Return the address with the token of a message, if it is one of the storefront; any other address as it is."""
    target, home = urlsplit(url), urlsplit(storefront_url)
    if (target.scheme, target.netloc) != (home.scheme, home.netloc):
        return url
    token = f"{PARAMETER}={signing.dumps(message_id, salt=_SALT)}"
    return urlunsplit(target._replace(query=f"{target.query}&{token}" if target.query else token))


def message_of_arrival(token: str) -> int:
    """Return the id of the message whose link led here. Raises InvalidArrival."""
    try:
        return int(signing.loads(token, salt=_SALT, max_age=LIFETIME))
    except signing.BadSignature:
        raise InvalidArrival("This link is not from a mail, or it was followed too long ago.") from None


def address_of_reader(message_id: int) -> str:
    """Return the address of whom a message went to, or "" if they are gone."""
    rows = sql.fetch_all(
        "SELECT c.email FROM automation_message m JOIN automation_contact c ON c.id = m.contact_id WHERE m.id = %s",
        [message_id],
    )
    return str(rows[0][0]) if rows else ""
