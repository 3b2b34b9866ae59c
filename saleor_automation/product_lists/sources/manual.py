"""Products the marketer chose, in the marketer's order; what cannot be bought now is dropped."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from ..fields import Once, ProductId, few
from ..readers import Reader
from .base import Candidate, ListSource, Named

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf

MOST_CHOSEN = 500


class Manual(ListSource):
    kind: Literal["manual"] = "manual"
    title: ClassVar[str] = "Manual selection"
    products: Annotated[tuple[ProductId, ...], few("products", MOST_CHOSEN, 1), Once]

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        chosen = [Candidate(product_id, "chosen") for product_id in self.products]
        return {reader.key: chosen for reader in readers}

    def product_ids(self) -> tuple[int, ...]:
        return self.products
