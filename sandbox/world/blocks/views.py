"""/blocks/ lists every source with its block; /blocks/<kind>/ is the block alone, as a mail shows it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from world.blocks.rendering import render_blocks
from world.blocks.sample import NothingForSale


def blocks(request: HttpRequest) -> HttpResponse:
    try:
        found = render_blocks(timezone.now())
    except NothingForSale as nothing:
        return HttpResponse(str(nothing), content_type="text/plain; charset=utf-8", status=404)
    return render(request, "world/blocks.html", {"blocks": found})


def block(request: HttpRequest, kind: str) -> HttpResponse:
    try:
        found = {each.kind: each for each in render_blocks(timezone.now())}
    except NothingForSale as nothing:
        raise Http404(str(nothing)) from None
    if kind not in found:
        raise Http404(f"There is no source {kind!r}.")
    response = HttpResponse(found[kind].html)
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
