"""What is new in categories the marketer chose, with everything below them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from ..fields import CategoryId, Once, few
from ..readers import Reader
from .base import Scope
from .ranking import NoveltiesSource

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class NoveltiesOfCategories(NoveltiesSource):
    kind: Literal["novelties_categories"] = "novelties_categories"
    title: ClassVar[str] = "Novelties of chosen categories"
    categories: Annotated[tuple[CategoryId, ...], few("categories", 50, 1), Once]

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return {reader.key: Scope(reader.channel_slug, categories=self.categories) for reader in readers}

    def category_ids(self) -> tuple[int, ...]:
        return self.categories
