"""What is new in the channel."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Scope
from .ranking import NoveltiesSource

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class Novelties(NoveltiesSource):
    kind: Literal["novelties"] = "novelties"
    title: ClassVar[str] = "Novelties of the catalogue"

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        return {reader.key: Scope(reader.channel_slug) for reader in readers}
