"""The one place that asks what time it is, engines take `now` as a parameter instead; and whose clock shows what."""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings


def utc_now() -> datetime:
    """Return the present moment, aware UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=1024)
def zone_of(*names: str) -> ZoneInfo:
    """Return the first of these time zones there is, else that of the installation; empty names are passed over."""
    for name in (*names, settings.TIME_ZONE):
        try:
            if name:
                return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue
    return ZoneInfo("UTC")
