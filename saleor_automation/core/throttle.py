"""How often somebody outside may do something, counted in Django's cache; and who that somebody is."""

import hashlib
import hmac
import ipaddress
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Where a shop's own proxies live: loopback, private, link-local, shared between carriers, unique local.
_OWN_NETWORKS = [
    ipaddress.ip_network(text)
    for text in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
]


def is_allowed(scope: str, identity: str, limit: int, seconds: int, now: datetime) -> bool:
    """Count one more call of an identity and tell whether it is within the limit of this window of seconds.

    Windows are fixed, so around the border between two of them up to twice the limit may pass. The cache holds
    keyed hashes only, never an address. A cache that is down raises: better no answer than no limit.
    """
    window = int(now.timestamp()) // seconds
    name = hmac.digest(str(settings.SECRET_KEY).encode(), f"{scope}:{identity}".encode(), hashlib.sha256).hex()
    key = f"automation:calls:{name}:{window}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # thrown out by the cache a moment ago, for want of room
        cache.set(key, 1, timeout=2 * seconds)
        count = 1
    return count <= limit


def client_address(request: HttpRequest) -> str:
    """Return the network address a request comes from, for counting; "" if none is to be had.

    Saleor's setting REAL_IP_ENVIRON names the headers its proxies fill in. Where that leads to a private address it
    is a proxy's own, and X-Forwarded-For is read from its end: each proxy appends whom it spoke to, while the front of
    the header is whatever the caller wrote there.
    """
    for header in getattr(settings, "REAL_IP_ENVIRON", ["REMOTE_ADDR"]):
        address = _address(request.META.get(header, "").split(",")[-1])
        if address is not None and not _is_own(address):
            return _network(address)
    for text in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _address(text)
        if address is not None and not _is_own(address):
            return _network(address)
    return str(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text.strip())
    except ValueError:
        return None


def _is_own(address: Address) -> bool:
    return any(address in network for network in _OWN_NETWORKS if network.version == address.version)


def _network(address: Address) -> str:
    """A household has 2**64 addresses of IPv6, so these count by their network."""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
