"""Send a preview to somebody who wants to see it in a real inbox: no message row, nothing counted."""

from datetime import datetime
from email.utils import formataddr
from uuid import uuid4

from ..contacts.addresses import normalized
from ..core.exceptions import InvalidDefinition, PermanentError
from ..shop.configuration import ShopConfiguration
from .mime import MailHeaders, build_mime
from .preview import Preview
from .transports.base import OutgoingMail, Transport

MARK = "[Test] "


def send_trial(
    mail: Preview, recipient: str, configuration: ShopConfiguration, transport: Transport, now: datetime
) -> str:
    """Hand a preview to the mail server and return the address it went to; its subject is marked as a test.

    Raises PermanentError for an address that is none, a shop without a sender address, and when the server does not
    take the mail, with what it said; InvalidDefinition for a preview that could not be rendered.
    """
    if not mail.html:
        raise InvalidDefinition("The mail", list(mail.problems))
    if not configuration.sender_address:
        raise PermanentError("There is no sender address; fill it in under the plugin's settings.")
    address = normalized(recipient)
    domain = configuration.sender_address.rpartition("@")[2]
    headers = MailHeaders(
        sender=formataddr((configuration.sender_name, configuration.sender_address)),
        recipient=address,
        subject=MARK + mail.subject,
        sent_at=now,
        message_id=f"<test.{uuid4().hex}@{domain}>",
        reply_to=configuration.reply_to,
    )
    mime = build_mime(headers, mail.text, mail.html)
    (outcome,) = transport.deliver([OutgoingMail(0, configuration.sender_address, address, mime)])
    if outcome.state != "delivered":
        said = f": {outcome.detail}" if outcome.detail else ""
        raise PermanentError(f"The mail server did not take the mail ({outcome.reason or outcome.state}){said}.")
    return address
