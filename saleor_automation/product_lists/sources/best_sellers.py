"""What sells best in the channel."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Scope
from .ranking import BestSellersSource

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BestSellers(BestSellersSource):
    kind: Literal["best_sellers"] = "best_sellers"
    title: ClassVar[str] = "Best sellers of the catalogue"

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return {reader.key: Scope(reader.channel_slug) for reader in readers}
