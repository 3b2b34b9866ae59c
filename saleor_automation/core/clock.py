"""The one place that asks what time it is; engines take `now` as a parameter instead."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present moment, aware UTC."""
    return datetime.now(UTC)
