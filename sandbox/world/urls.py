"""Pages around the shop; the shop's own addresses (graphql, plugins, thumbnail, media) come before these."""

from django.urls import path
from django.views.static import serve

from world import views
from world.blocks import views as blocks
from world.inbox import views as inbox
from world.places import ASSETS

urlpatterns = [
    path("", views.storefront, name="world-storefront"),
    path("dashboard/", views.dashboard, name="world-dashboard"),
    path("dashboard/<path:rest>", views.dashboard),
    path("health/", views.health, name="world-health"),
    path("assets/<path:path>", serve, {"document_root": ASSETS}, name="world-assets"),
    path("blocks/", blocks.blocks, name="world-blocks"),
    path("blocks/<slug:kind>/", blocks.block, name="world-block"),
    path("inbox/", inbox.mail_list, name="world-inbox"),
    path("inbox/<str:name>/", inbox.mail, name="world-mail"),
    path("inbox/<str:name>/html/", inbox.mail_html, name="world-mail-html"),
    path("inbox/<str:name>/source/", inbox.mail_source, name="world-mail-source"),
    path("inbox/<str:name>/part/<int:number>/", inbox.mail_part, name="world-mail-part"),
    # The storefront is one page that finds its way by the address (assets/storefront/main.js).
    path("<slug:channel>/", views.storefront),
    path("<slug:channel>/<path:rest>", views.storefront),
]
