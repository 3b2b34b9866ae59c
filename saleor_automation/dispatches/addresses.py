"""Which addresses webhooks may be sent to: https, out in the world, and never something inside our own network."""

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

from ..core.exceptions import PermanentError
from ..core.settings import get_settings

LONGEST_URL = 2000


class ForbiddenAddress(PermanentError):
    """A URL webhooks must not be sent to; the text says why and what to use instead."""


def check_url(url: str) -> None:
    """Raise ForbiddenAddress for a URL that is never called, as far as it can be told without asking DNS.

    The address a name leads to is checked when it is called, each time (calls.py).
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ForbiddenAddress("This is no web address; write one like https://crm.example/hook.") from None
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url or not host:
        raise ForbiddenAddress("This is no web address; write one like https://crm.example/hook.")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddress("It holds a name or password; the signature tells who calls, so leave them out.")
    if is_trusted(host):
        if parts.scheme not in ("http", "https"):
            raise ForbiddenAddress(f"It begins with {parts.scheme!r}; use http or https.")
        return
    if parts.scheme != "https":
        raise ForbiddenAddress("It is not encrypted; use an address that begins with https://.")
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or not _is_public(host):
        raise ForbiddenAddress(
            f"{host} lies inside a network of its own; use a public address, or have the operator allow it "
            "(AUTOMATION_WEBHOOK_HOSTS)."
        )


def is_trusted(host: str) -> bool:
    """Tell whether the operator lets webhooks reach a host wherever it lies."""
    return host.lower() in _trusted(get_settings().webhook_hosts)


@lru_cache(maxsize=4)
def _trusted(hosts: str) -> frozenset[str]:
    return frozenset(filter(None, (host.strip().lower() for host in hosts.split(","))))


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return True
