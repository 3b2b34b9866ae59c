"""What sells best in the category the reader looked at last, on its page or on that of one of its products."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Scope
from .ranking import BestSellersSource, in_category

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BestSellersOfLastCategory(BestSellersSource):
    kind: Literal["best_sellers_last_category"] = "best_sellers_last_category"
    title: ClassVar[str] = "Best sellers of the last category seen"

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return in_category(readers, book.last_categories(readers))
