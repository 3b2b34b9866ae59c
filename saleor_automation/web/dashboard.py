"""The Dashboard extension's files: a static page that talks to the shop's own API with its reader's token.

It is public like every file of a Dashboard; what it shows comes from GraphQL, which asks for permissions. Files are
read once per process and answered with an ETag, and compressed copies lie beside them, because Saleor would compress
every answer anew.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.html import escape

from ..core.settings import get_settings
from ..shop.configuration import load_configuration
from ..shop.dashboard_manifest import manifest

YEAR_SECONDS = 31_536_000
_PACKAGE = Path(str(resources.files("saleor_automation")))
_LOGO = _PACKAGE / "assets" / "logo.png"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
# Styles come from the page's own code as well. Pictures of products may lie with any store of media.
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors {ancestors}"
)


def respond(request: HttpRequest, path: str = "/") -> HttpResponse:
    """Answer /app<path>: a file of the bundle, or its page for every address the page itself knows its way by."""
    name = path.strip("/") or "index.html"
    found = _file(name)
    if found is None and name != "index.html" and "." in name.rsplit("/", 1)[-1]:
        return _plain("There is no such file. Reload the Dashboard: the extension was upgraded.", status=404)
    if found is None:
        name, found = "index.html", _file("index.html")
    if found is None:
        return _plain(
            "This saleor-automation was installed without its Dashboard extension. Install the wheel, or run "
            "`make dashboard` in the sources.",
            status=503,
        )
    return _answer(request, name, found)


def respond_manifest(request: HttpRequest) -> HttpResponse:
    """Answer /manifest.json, by which Saleor can install the extension as well."""
    return JsonResponse(manifest())


def respond_inactive() -> HttpResponse:
    """Answer in the place of the page while the plugin is switched off."""
    return _plain(
        "Marketing automation is switched off. Whoever manages plugins can switch it on in the Dashboard: "
        "Extensions → Marketing automation → Active.",
        status=503,
    )


@dataclass(frozen=True)
class _File:
    content: bytes
    compressed: bytes | None
    etag: str


def _file(name: str) -> _File | None:
    """Return a file of the bundle, or None; a name that is not in its list leads nowhere, also not outside."""
    folder = bundle_folder()
    path = (
        _LOGO if name == "logo.png" else _listed(folder, folder.stat().st_mtime_ns if folder.is_dir() else 0).get(name)
    )
    return None if path is None else _read(path)


def bundle_folder() -> Path:
    """Return the folder of the built extension."""
    own = get_settings().dashboard_folder
    return Path(own) if own else _PACKAGE / "assets" / "dashboard"


# A build writes the folder anew, which the time of its change tells; developers need no restart.
@lru_cache(maxsize=2)
def _listed(folder: Path, _changed: int) -> dict[str, Path]:
    _read.cache_clear()
    return {
        str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file() and path.suffix != ".gz"
    }


@lru_cache(maxsize=256)
def _read(path: Path) -> _File:
    content = path.read_bytes()
    beside = path.with_name(f"{path.name}.gz")
    compressed = beside.read_bytes() if beside.is_file() else None
    return _File(content, compressed, hashlib.sha256(content).hexdigest()[:16])


def _answer(request: HttpRequest, name: str, file: _File) -> HttpResponse:
    is_compressed = file.compressed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'"{file.etag}{"-gz" if is_compressed else ""}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        file.compressed if is_compressed else file.content
    )
    if response.status_code == 200:
        response["Content-Type"] = _TYPES.get(Path(name).suffix, "application/octet-stream")
        if is_compressed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding"])
    is_hashed = name.startswith("assets/")
    response["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable" if is_hashed else "no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    if name == "index.html":
        response["Content-Security-Policy"] = _POLICY.format(ancestors=_ancestors())
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _ancestors() -> str:
    """Return who may show the page in a frame: the merchant says it, Saleor does not know its Dashboard's address."""
    return " ".join(load_configuration().dashboard_origins) or "*"


def _plain(text: str, status: int) -> HttpResponse:
    response = HttpResponse(
        f"<!doctype html><meta charset=utf-8><title>Marketing automation</title><p>{escape(text)}", status=status
    )
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
