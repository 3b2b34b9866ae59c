import io
from pathlib import PurePosixPath

import graphene
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from . import THUMBNAIL_SIZES


def get_thumbnail_size(size: int) -> int:
    """Return the available size nearest to the asked one."""
    return min(THUMBNAIL_SIZES, key=lambda known: abs(known - size))


def prepare_image_proxy_url(instance_pk: str, object_type: str, size: int, format: str | None) -> str:
    kwargs = {"instance_id": graphene.Node.to_global_id(object_type, instance_pk), "size": size}
    if format:
        kwargs["format"] = format.lower()
    return reverse("thumbnail", kwargs=kwargs)


def scaled(image_file, size: int, format: str | None) -> ContentFile:
    """Return the image fitted into a square of size pixels, named after the original.

    Raises OSError (PIL.UnidentifiedImageError) if the file is no image.
    """
    with image_file.open() as file, Image.open(file) as image:
        output = format.upper() if format else image.format
        image.thumbnail((size, size))
        buffer = io.BytesIO()
        image.save(buffer, output)
    stem = PurePosixPath(image_file.name).stem
    return ContentFile(buffer.getvalue(), name=f"{stem}_thumbnail_{size}.{output.lower()}")
