"""Everything the internet may ask below /plugins/saleor.automation/."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from . import click, confirm, dashboard, downloads, health, pages, pixel, preferences, script, unsubscribe

Handler = Callable[..., HttpResponseBase]

_READ = ("GET", "HEAD")
_ROUTES: tuple[tuple[re.Pattern[str], tuple[str, ...], Handler], ...] = (
    (re.compile(r"/o/(?P<token>[^/]*)\.gif"), _READ, pixel.respond),
    (re.compile(r"/c/(?P<token>[^/]*)/?"), _READ, click.respond),
    (re.compile(r"/u/(?P<token>[^/]*)/?"), (*_READ, "POST"), unsubscribe.respond),
    (re.compile(r"/confirm/(?P<token>[^/]*)/?"), (*_READ, "POST"), confirm.respond),
    (re.compile(r"/p/(?P<token>[^/]*)/?"), (*_READ, "POST"), preferences.respond),
    (re.compile(r"/files/(?P<token>[^/]*)/?"), ("GET",), downloads.respond),
    (re.compile(r"/health/?"), _READ, health.respond),
    (re.compile(r"/automation\.js"), _READ, script.respond),
    (re.compile(r"/app(?P<path>/.*)?", re.DOTALL), _READ, dashboard.respond),
    (re.compile(r"/manifest\.json"), _READ, dashboard.respond_manifest),
)


def respond(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer a request; path is what stands behind the plugin's own address and begins with a slash."""
    for pattern, methods, handler in _ROUTES:
        match = pattern.fullmatch(path)
        if match is None:
            continue
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        return handler(request, **{name: part for name, part in match.groupdict().items() if part is not None})
    return pages.broken_link(request)
