"""The products a person bought before, latest first: the gentlest reminder of what they liked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Candidate, ListSource, Named

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class Bought(ListSource):
    kind: Literal["bought"] = "bought"
    title: ClassVar[str] = "Bought before"

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        return {
            reader.key: [
                Candidate(each.product_id, "bought_before", each.product_id, each.count) for each in book.bought(reader)
            ]
            for reader in readers
        }
