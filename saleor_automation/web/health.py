"""Is the automation at work? For probes: counts only, nothing about anybody."""

import django.db
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse

from ..core.clock import utc_now
from ..reports.health import Health, read_health

# Anybody may ask; the database is asked at most this often, in seconds.
_KEPT_SECONDS = 5
_COUNTS = (
    "hints",
    "unprocessed_events",
    "due_enrollments",
    "queued_messages",
    "handing_messages",
    "unknown_messages",
    "failed_messages",
    "queued_dispatches",
    "failed_dispatches",
    "unknown_dispatches",
    "troubled_hints",
    "troubled_events",
    "troubled_enrollments",
)


def respond(_request: HttpRequest) -> HttpResponse:
    """Return 200 when all is well, 503 with the problems when work has been waiting for too long."""
    try:
        health = cache.get_or_set("automation:health", lambda: read_health(utc_now()), _KEPT_SECONDS)
    except django.db.Error:
        return _json({"status": "unreachable", "problems": ["The database does not answer."]}, 503)
    if not isinstance(health, Health):  # thrown out by the cache between storing and reading
        health = read_health(utc_now())
    body = {
        "status": "stalled" if health.problems else "ok",
        "problems": list(health.problems),
        **{name: getattr(health, name) for name in _COUNTS},
    }
    return _json(body, 503 if health.problems else 200)


def _json(body: dict[str, object], status: int) -> JsonResponse:
    response = JsonResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
