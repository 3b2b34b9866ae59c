"""Pictures of variants: absolute links to thumbnails the shop makes when they are first looked at."""

from collections.abc import Mapping

from saleor.core.utils import build_absolute_uri
from saleor.product import ProductMediaTypes
from saleor.product.models import ProductMedia, VariantMedia
from saleor.thumbnail.utils import prepare_image_proxy_url

# One of Saleor's sizes, in pixels: sharp at the 256 points a picture gets in a mail on a fine screen.
SIZE = 512


def variant_images(product_of_variant: Mapping[int, int]) -> dict[int, str]:
    """Return the link to each variant's own first picture, or to its product's first one. Two queries.

    Variants without either are left out. The link names the picture, not the thumbnail's file: storages may
    sign the addresses of files for an hour, and a mail is opened weeks later.
    """
    own = dict(
        VariantMedia.objects.filter(variant_id__in=product_of_variant, media__type=ProductMediaTypes.IMAGE)
        .exclude(media__image=None)
        .exclude(media__image="")
        .order_by("-media__sort_order", "-media_id")
        .values_list("variant_id", "media_id")
    )
    of_product = dict(
        ProductMedia.objects.filter(product_id__in=set(product_of_variant.values()), type=ProductMediaTypes.IMAGE)
        .exclude(image=None)
        .exclude(image="")
        .order_by("-sort_order", "-pk")
        .values_list("product_id", "pk")
    )
    images = {}
    for variant_id, product_id in product_of_variant.items():
        media_id = own.get(variant_id) or of_product.get(product_id)
        if media_id:
            images[variant_id] = build_absolute_uri(prepare_image_proxy_url(str(media_id), "ProductMedia", SIZE, None))
    return images
