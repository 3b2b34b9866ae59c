"""The product the message or the page is about, and nothing else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Candidate, ListSource, Named

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class AtHand(ListSource):
    """With the exclusions bought and in_cart, a mail about a product is only sent while it is still wanted."""

    kind: Literal["at_hand"] = "at_hand"
    title: ClassVar[str] = "The product at hand"

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        return {
            reader.key: [Candidate(reader.subject.product_id, "at_hand")]
            for reader in readers
            if reader.subject.product_id is not None
        }
