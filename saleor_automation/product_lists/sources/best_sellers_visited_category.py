"""What sells best in the category the reader is in; away from the shop, in the one they visit most."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Scope
from .ranking import BestSellersSource, in_category

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BestSellersOfVisitedCategory(BestSellersSource):
    kind: Literal["best_sellers_visited_category"] = "best_sellers_visited_category"
    title: ClassVar[str] = "Best sellers of the visited category"

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return in_category(readers, book.visited_categories(readers))
