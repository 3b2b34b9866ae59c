"""The storefront's page, the page for the Dashboard extension, and a health check."""

from __future__ import annotations

import graphene
from django.conf import settings
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from saleor.app.models import App
from saleor.channel.models import Channel

from world.catalogue.goods import shop


def storefront(request: HttpRequest, channel: str | None = None, rest: str = "") -> HttpResponse:
    """Answer every storefront address with the same page; an unknown channel is not one of them."""
    replica = settings.DATABASE_CONNECTION_REPLICA_NAME
    channels = list(Channel.objects.using(replica).filter(is_active=True).values("slug", "name", "currency_code"))
    if channel is not None and channel not in {entry["slug"] for entry in channels}:
        raise Http404("There is no such page.")
    context = {"shop": shop(), "channels": _as_in_catalogue(channels)}
    return render(request, "world/storefront.html", context)


def dashboard(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer every address of the stand-in for Saleor's Dashboard with the same page."""
    apps = App.objects.using(settings.DATABASE_CONNECTION_REPLICA_NAME)
    installed = apps.filter(identifier="saleor.automation", removed_at__isnull=True).first()
    app_id = graphene.Node.to_global_id("App", installed.pk) if installed else ""
    return render(request, "world/dashboard.html", {"shop": shop(), "app_id": app_id})


def health(request: HttpRequest) -> JsonResponse:
    """Say that the server answers and reaches its database."""
    with connections[settings.DATABASE_CONNECTION_REPLICA_NAME].cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def _as_in_catalogue(channels: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the channels with the catalogue's first, in its order: a visitor starts in the first one."""
    order = {entry["slug"]: place for place, entry in enumerate(shop()["channels"])}
    return sorted(channels, key=lambda entry: order.get(entry["slug"], len(order)))
