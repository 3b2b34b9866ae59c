"""Intelligent cross-selling: what goes with the product, the cart, the order or the person, learnt from the shop."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ...recommendations import serving
from ...recommendations.serving import Recommendation
from ..readers import Reader
from .base import DEPTH, Candidate, ListSource, Named

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class CrossSelling(ListSource):
    """reference is what the recommendation starts from.

    person: what this person may like and has not bought. next_basket: what they will probably buy next, things they
    buy again and again included. product: what goes with the product at hand, or the last one seen. cart and order:
    what completes them. visit: what others look at after what was seen in this visit.
    """

    kind: Literal["cross_selling"] = "cross_selling"
    title: ClassVar[str] = "Intelligent cross-selling"
    reference: Literal["person", "next_basket", "product", "cart", "order", "visit"] = "person"

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        match self.reference:
            case "product":
                at_hand = book.products_at_hand(readers)
                found = serving.neighbours(set(at_hand.values()), DEPTH) if at_hand else {}
                return _named({key: found.get(product_id, []) for key, product_id in at_hand.items()})
            case "cart" | "order":
                lines = book.cart_lines(readers) if self.reference == "cart" else book.order_lines(readers)
                filled = {key: [line.product_id for line in each] for key, each in lines.items() if each}
                return _named(serving.complete_cart(filled, DEPTH) if filled else {})
            case "visit":
                seen = book.sessions(readers)
                return _named(serving.after_views(seen, DEPTH) if seen else {})
            case _:
                return self._for_people(readers, book)

    def _for_people(self, readers: Sequence[Reader], book: "Book") -> Named:
        ids = {reader.contact_id for reader in readers if reader.contact_id is not None}
        if not ids:
            return {}
        if self.reference == "next_basket":
            found = serving.next_basket(ids, DEPTH, book.now)
        else:
            found = serving.for_people(ids, DEPTH, book.now)
        return _named({reader.key: found.get(reader.contact_id or 0, []) for reader in readers})


def _named(found: Mapping[int, Sequence[Recommendation]]) -> Named:
    return {
        key: [Candidate(each.product_id, each.reason.kind, each.reason.product_id, each.reason.count) for each in those]
        for key, those in found.items()
    }
