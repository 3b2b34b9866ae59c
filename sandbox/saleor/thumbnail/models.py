from django.db import models

from ..product.models import ProductMedia
from . import ThumbnailFormat


class Thumbnail(models.Model):
    """A scaled copy of a product's image, made when it is first asked for."""

    image = models.ImageField(upload_to="thumbnails")
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=32, null=True, blank=True, choices=ThumbnailFormat.CHOICES)
    product_media = models.ForeignKey(
        ProductMedia, null=True, blank=True, on_delete=models.CASCADE, related_name="thumbnails"
    )
