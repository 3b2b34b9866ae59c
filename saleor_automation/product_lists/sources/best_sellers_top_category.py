"""What sells best in the category that fills most of the reader's cart, order or visits.

Weight: pieces (views), then value, then what came last.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Scope
from .ranking import BestSellersSource, in_category

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BestSellersOfTopCategory(BestSellersSource):
    kind: Literal["best_sellers_top_category"] = "best_sellers_top_category"
    title: ClassVar[str] = "Best sellers of the most represented category"
    reference: Literal["cart", "order", "visits"] = "cart"

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return in_category(readers, book.top_categories(readers, self.reference))
