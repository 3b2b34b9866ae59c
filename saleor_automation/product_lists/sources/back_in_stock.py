"""What can be bought again, latest return first; what the reader follows or looked at comes before the rest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..fields import Days
from ..readers import Reader
from .base import Candidate, ListSource, Named, Scope

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BackInStock(ListSource):
    """of: everything that is back, or only what the reader follows, looked at or has in the cart."""

    kind: Literal["back_in_stock"] = "back_in_stock"
    title: ClassVar[str] = "Back in stock"
    window_days: Days = 14
    of: Literal["everything", "theirs"] = "everything"

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        scopes = {reader.key: Scope(reader.channel_slug) for reader in readers}
        returned = shelf.returned(set(scopes.values()), self.window_days)
        named: dict[int, Sequence[Candidate]] = {}
        for reader in readers:
            everything = returned.get(scopes[reader.key], [])
            known = book.known_products(reader) if everything else frozenset()
            theirs = [each for each in everything if each.product_id in known]
            others = [each for each in everything if each.product_id not in known] if self.of == "everything" else []
            # without anything of their own, readers go on sharing one sequence
            named[reader.key] = [*theirs, *others] if theirs else (everything if others else [])
        return named
