"""What sells best of the brand the reader is looking at; away from the shop, of the one they look at most."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Scope
from .ranking import BestSellersSource

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BestSellersOfVisitedBrand(BestSellersSource):
    kind: Literal["best_sellers_visited_brand"] = "best_sellers_visited_brand"
    title: ClassVar[str] = "Best sellers of the visited brand"

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        brands = book.visited_brands(readers)
        return {
            reader.key: Scope(reader.channel_slug, brands=(brands[reader.key],))
            for reader in readers
            if reader.key in brands
        }
