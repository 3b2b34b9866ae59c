"""Where somebody is led who wants a product: to it, to what took its place, or to its category."""

from dataclasses import dataclass

from django.db.models.fields.json import KeyTextTransform
from saleor.product.models import Category, Product

from .assortment import SUCCESSOR
from .catalogue import Wanted, cards_of_products
from .configuration import ShopConfiguration
from .database import allow_writer
from .facts import ProductCard
from .urls import category_url


@dataclass(frozen=True, slots=True)
class Remembered:
    """What we knew of a product when it was last on the shelf, for when the shop has forgotten it."""

    category_id: int | None
    successor: str


@allow_writer()
def can_be_bought(product_id: int, channel_slug: str, language_code: str, configuration: ShopConfiguration) -> bool:
    """Tell whether a product is published, priced and in stock in a channel. Thirteen queries."""
    card = _card(product_id, channel_slug, language_code, configuration)
    return card is not None and card.is_available


@allow_writer()
def way_around(
    product_id: int,
    channel_slug: str,
    language_code: str,
    remembered: Remembered | None,
    configuration: ShopConfiguration,
) -> str | None:
    """Return the page that serves somebody who came for a product that cannot be bought, or None.

    Its successor, if that can be bought; else its category. A product names its successor by slug, in its public
    metadata under "successor".
    """
    rows = Product.objects.filter(pk=product_id).annotate(successor=KeyTextTransform(SUCCESSOR, "metadata"))
    successor, category_id = rows.values_list("successor", "category_id").first() or (None, None)
    if remembered is not None:
        successor, category_id = successor or remembered.successor, category_id or remembered.category_id
    page = _page_of(successor, channel_slug, language_code, configuration) if successor else None
    if page or category_id is None:
        return page
    slug = Category.objects.filter(pk=category_id).values_list("slug", flat=True).first()
    if slug is None:
        return None
    return category_url(
        configuration, channel_slug=channel_slug, language_code=language_code, slug=slug, category_id=category_id
    )


def _page_of(slug: str, channel_slug: str, language_code: str, configuration: ShopConfiguration) -> str | None:
    product_id = Product.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if product_id is None:
        return None
    card = _card(product_id, channel_slug, language_code, configuration)
    return card.url if card is not None and card.is_available else None


def _card(
    product_id: int, channel_slug: str, language_code: str, configuration: ShopConfiguration
) -> ProductCard | None:
    wanted = Wanted(product_id, channel_slug, language_code)
    return cards_of_products({wanted}, configuration).get(wanted)
