"""What sells best of brands the marketer chose."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from ..fields import Brand, Once, few
from ..readers import Reader
from .base import Scope
from .ranking import BestSellersSource

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BestSellersOfBrands(BestSellersSource):
    kind: Literal["best_sellers_brands"] = "best_sellers_brands"
    title: ClassVar[str] = "Best sellers of chosen brands"
    brands: Annotated[tuple[Brand, ...], few("brands", 50, 1), Once]

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return {reader.key: Scope(reader.channel_slug, brands=self.brands) for reader in readers}
