"""automation.js, the script a storefront loads: one file of this package, with a version and headers to cache it by.

A storefront lives on another origin. A script element needs no permission of ours for that; with `crossorigin` and
`integrity` it does, and then Saleor's own handler answers for every address below it, for ALLOWED_GRAPHQL_ORIGINS.
"""

import hashlib
import json
from functools import lru_cache
from importlib import resources

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from ..tracking.permission import respected_signals

YEAR_SECONDS, HOUR_SECONDS, DAY_SECONDS = 31_536_000, 3600, 86_400
_SIGNALS = 'const SIGNALS = ["dnt", "gpc"];'


def respond(request: HttpRequest) -> HttpResponse:
    """Return the script; with its own version in `?v=` it may be kept for a year, otherwise for an hour."""
    content, version = script(tuple(respected_signals()))
    etag = f'"{version}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    response["ETag"] = etag
    if request.GET.get("v") == version:
        response["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    else:
        response["Cache-Control"] = f"public, max-age={HOUR_SECONDS}, stale-while-revalidate={DAY_SECONDS}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@lru_cache(maxsize=4)
def script(signals: tuple[str, ...]) -> tuple[bytes, str]:
    """Return the script that respects these privacy signals, and its version."""
    source = resources.files("saleor_automation").joinpath("assets/automation.js").read_text(encoding="utf-8")
    if _SIGNALS not in source:
        raise AssertionError("automation.js has no line for the privacy signals.")
    source = source.replace(_SIGNALS, f"const SIGNALS = {json.dumps(signals)};")
    version = hashlib.sha256(source.encode()).hexdigest()[:12]
    return source.replace("__VERSION__", version).encode(), version
