"""Fill product lists for people: what to show, read from the shop as it is now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..shop.catalogue import product_cards
from ..shop.configuration import ShopConfiguration
from ..shop.facts import ProductCard
from .sources.bought import bought_products

CANDIDATES = 12
"""Products looked at for each person, so that some may be gone from the shop and the list still fills."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a list is filled, and in which channel and language its cards are."""

    contact_id: int
    channel_slug: str
    language_code: str


def resolve(
    readers: Sequence[Reader], limit: int, configuration: ShopConfiguration, now: datetime
) -> dict[int, list[ProductCard]]:
    """Return the cards for each reader, available products only.

    The statements grow with the number of channels and languages, not with the number of readers.
    """
    products = bought_products({reader.contact_id for reader in readers}, CANDIDATES, now)
    groups: dict[tuple[str, str], list[Reader]] = defaultdict(list)
    for reader in readers:
        if reader.contact_id in products and reader.channel_slug:
            groups[(reader.channel_slug, reader.language_code)].append(reader)
    found: dict[int, list[ProductCard]] = {}
    for (channel_slug, language_code), group in groups.items():
        wanted = {product_id for reader in group for product_id in products[reader.contact_id]}
        cards = product_cards(wanted, channel_slug, language_code, configuration)
        for reader in group:
            theirs = [cards[key] for key in products[reader.contact_id] if key in cards]
            found[reader.contact_id] = [card for card in theirs if card.is_available][:limit]
    return found
