from django.templatetags.static import static

from ..thumbnail.models import Thumbnail
from ..thumbnail.utils import get_thumbnail_size, prepare_image_proxy_url


def get_product_image_thumbnail_url(product_media, size: int) -> str:
    """Return a thumbnail's URL, relative if the shop serves it; that of a placeholder if there is no image.

    Looks in the writer for a thumbnail that is already made, as Saleor does.
    """
    size = get_thumbnail_size(size)
    if not product_media or not product_media.image:
        return get_product_image_placeholder(size)
    thumbnail = Thumbnail.objects.filter(size=size, product_media=product_media).first()
    if thumbnail:
        return thumbnail.image.url
    return prepare_image_proxy_url(str(product_media.id), "ProductMedia", size, None)


def get_product_image_placeholder(size: int) -> str:
    return static(f"images/placeholder{get_thumbnail_size(size)}.png")
