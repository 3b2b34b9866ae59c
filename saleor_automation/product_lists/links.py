"""Where the link of a product in a mail leads today: a mail is read weeks after it was sent."""

from ..core import sql
from ..shop.configuration import ShopConfiguration
from ..shop.destinations import Remembered, can_be_bought, way_around
from .shown import linked_product


def where_to(message_id: int, url: str, configuration: ShopConfiguration) -> str | None:
    """Return where a link of a message leads now, or None if it was for a product that is gone without a trace.

    A link that is not for a product, and one whose product can be bought, leads where it always led. Every other
    address comes from the shop's own pages, so that a click never leaves for a place nobody in the shop chose.
    """
    linked = linked_product(message_id, url)
    if linked is None:
        return url
    language = configuration.default_language
    if can_be_bought(linked.product_id, linked.channel_slug, language, configuration):
        return url
    remembered = _remembered(linked.product_id, linked.channel_slug)
    return way_around(linked.product_id, linked.channel_slug, language, remembered, configuration)


def _remembered(product_id: int, channel_slug: str) -> Remembered | None:
    rows = sql.fetch_all(
        """
        SELECT category_id, successor FROM automation_shelfitem
        WHERE product_id = %s ORDER BY channel_slug = %s DESC LIMIT 1
        """,
        [product_id, channel_slug],
    )
    return Remembered(*rows[0]) if rows else None
