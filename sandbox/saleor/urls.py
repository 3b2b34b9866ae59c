from importlib.util import find_spec

from django.conf import settings
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.static import serve

from .graphql.api import backend, schema
from .graphql.views import GraphQLView
from .plugins.views import (
    handle_global_plugin_webhook,
    handle_plugin_per_channel_webhook,
    handle_plugin_webhook,
)
from .thumbnail.views import handle_thumbnail

# Order and shape as in Saleor: what follows the plugin's id is the plugin's business, so there is no "$".
PLUGIN_ID = r"(?P<plugin_id>[.0-9A-Za-z_\-]+)"
CHANNEL = r"(?P<channel_slug>[.0-9A-Za-z_\-]+)"

urlpatterns = [
    re_path(r"^graphql/$", csrf_exempt(GraphQLView.as_view(backend=backend, schema=schema)), name="api"),
    re_path(
        rf"^plugins/channel/{CHANNEL}/{PLUGIN_ID}/",
        handle_plugin_per_channel_webhook,
        name="plugins-per-channel",
    ),
    re_path(rf"^plugins/global/{PLUGIN_ID}/", handle_global_plugin_webhook, name="plugins-global"),
    re_path(rf"^plugins/{PLUGIN_ID}/", handle_plugin_webhook, name="plugins"),
    re_path(
        r"^thumbnail/(?P<instance_id>[.0-9A-Za-z_=\-]+)/(?P<size>\d+)/(?:(?P<format>[a-zA-Z]+)/)?",
        handle_thumbnail,
        name="thumbnail",
    ),
    # Saleor serves media only with DEBUG; a sandbox has no other server to do it.
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
]

if settings.DEBUG:
    urlpatterns.append(re_path(r"^static/(?P<path>.*)$", serve_static))
if find_spec("world") is not None:
    urlpatterns.append(path("", include("world.urls")))
