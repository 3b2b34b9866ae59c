"""What is new of brands the marketer chose."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from ..fields import Brand, Once, few
from ..readers import Reader
from .base import Scope
from .ranking import NoveltiesSource

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class NoveltiesOfBrands(NoveltiesSource):
    kind: Literal["novelties_brands"] = "novelties_brands"
    title: ClassVar[str] = "Novelties of chosen brands"
    brands: Annotated[tuple[Brand, ...], few("brands", 50, 1), Once]

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return {reader.key: Scope(reader.channel_slug, brands=self.brands) for reader in readers}
