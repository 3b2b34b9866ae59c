"""The network address of a visitor, where the merchant wants it kept as a part of the proof of consent."""

from django.http import HttpRequest

from ..core.throttle import client_address
from ..shop.configuration import load_configuration


def kept_address(request: HttpRequest) -> str:
    """Return the address, or an empty text unless the plugin's setting keep_ip_address is yes."""
    return client_address(request) if load_configuration().keeps_ip_address else ""
