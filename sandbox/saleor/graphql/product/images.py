from ...core.utils import build_absolute_uri
from ...thumbnail.utils import get_thumbnail_size, prepare_image_proxy_url


def absolute_image_url(media, size: int | None) -> str:
    """Return the URL of a medium's image; with a size, of the nearest thumbnail, made when it is first opened."""
    if not media.image:
        return ""
    if not size:
        return build_absolute_uri(media.image.url)
    return build_absolute_uri(prepare_image_proxy_url(str(media.pk), "ProductMedia", get_thumbnail_size(size), None))
