"""The ways out of the shop; a new kind is a file here and an entry in TRANSPORTS."""

from urllib.parse import urlsplit

from .base import Outcome, OutgoingMail, Transport
from .console import ConsoleTransport
from .discard import DiscardTransport
from .smtp import SmtpTransport
from .smtp_settings import InvalidEmailUrl, SmtpSettings, smtp_settings_from_url

TRANSPORTS: dict[str, type[Transport]] = {
    transport.kind: transport for transport in (SmtpTransport, ConsoleTransport, DiscardTransport)
}


def transport_from_url(url: str) -> Transport:
    """Return the transport an EMAIL_URL names: smtp://…, console:// or dummy:// (discard://).

    Raises InvalidEmailUrl.
    """
    match urlsplit(url.strip()).scheme:
        case "console":
            return ConsoleTransport()
        case "dummy" | "discard":
            return DiscardTransport()
        case _:
            return SmtpTransport(smtp_settings_from_url(url))


__all__ = [
    "TRANSPORTS",
    "InvalidEmailUrl",
    "Outcome",
    "OutgoingMail",
    "SmtpSettings",
    "SmtpTransport",
    "Transport",
    "smtp_settings_from_url",
    "transport_from_url",
]
