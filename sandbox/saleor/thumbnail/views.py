from django.conf import settings
from django.http import HttpResponseBadRequest, HttpResponseNotFound, HttpResponseRedirect
from graphql.error import GraphQLError

from ..core.db.connection import allow_writer
from ..graphql.core.utils import from_global_id_or_error
from ..product.models import ProductMedia
from .models import Thumbnail
from .utils import get_thumbnail_size, scaled


def handle_thumbnail(request, instance_id: str, size: str, format: str | None = None):
    """Redirect to the scaled image, making it on the first request."""
    try:
        object_type, pk = from_global_id_or_error(instance_id)
    except GraphQLError:
        return HttpResponseNotFound("Cannot found instance with the given id.")
    if object_type != "ProductMedia":
        return HttpResponseNotFound("Invalid instance type.")
    if format and format.lower() not in ("webp", "avif"):
        return HttpResponseNotFound("Unsupported image format.")

    size_px = get_thumbnail_size(int(size))
    replica = settings.DATABASE_CONNECTION_REPLICA_NAME
    known = Thumbnail.objects.using(replica).filter(product_media_id=pk, size=size_px, format=format)
    if thumbnail := known.first():
        return HttpResponseRedirect(thumbnail.image.url)

    media = ProductMedia.objects.using(replica).filter(pk=pk).first()
    if not media or not media.image:
        return HttpResponseNotFound("There is no image for provided instance.")
    try:
        image = scaled(media.image, size_px, format)
    except FileNotFoundError:
        return HttpResponseNotFound("Cannot found image file.")
    except OSError:
        return HttpResponseBadRequest("Invalid image.")

    with allow_writer():
        thumbnail = Thumbnail(product_media=media, size=size_px, format=format)
        thumbnail.image.save(image.name, image)
    return HttpResponseRedirect(thumbnail.image.url)
