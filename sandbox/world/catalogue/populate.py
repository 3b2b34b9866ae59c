"""Put the demo shop's goods and people into the shop.

Everything is found again by its slug, code or e-mail, and what is there is left alone: orders have changed
its stock, somebody may have changed its price. Written through the models, so no plugin's hook is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from saleor.core.db.connection import allow_writer
from saleor.product.models import ProductVariant

from world.catalogue.drawing import draw_product
from world.catalogue.foundation import create_foundation
from world.catalogue.goods import goods
from world.catalogue.people import create_people
from world.catalogue.products import create_products


@dataclass(frozen=True)
class Created:
    """How much was new."""

    products: int
    variants: int
    people: int
    pictures: int


def populate() -> Created:
    """Create what is missing, draw missing pictures into MEDIA_ROOT, and return how much that was."""
    with allow_writer(), transaction.atomic():
        create_foundation()
        products = create_products()
        variants = ProductVariant.objects.filter(product__in=products).count()
        people = create_people()
    return Created(len(products), variants, len(people), draw_pictures())


def draw_pictures() -> int:
    """Draw the pictures that are missing and return their number."""
    drawn = 0
    for good in goods():
        path = Path(settings.MEDIA_ROOT) / good.picture
        if not path.exists():
            draw_product(good.name, good.colour_code, good.strokes, path)
            drawn += 1
    return drawn
