"""What sells best in the category of the product at hand, or of the last one the reader looked at."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Scope
from .ranking import BestSellersSource, in_category

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BestSellersOfProductCategory(BestSellersSource):
    kind: Literal["best_sellers_product_category"] = "best_sellers_product_category"
    title: ClassVar[str] = "Best sellers of the category of the current or last product seen"

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return in_category(readers, book.categories_of_products(book.products_at_hand(readers)))
