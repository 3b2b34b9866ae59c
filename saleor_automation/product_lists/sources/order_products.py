"""A reminder of the order's products: what the order holds that the message is about, as it was bought."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..readers import Reader
from .base import Candidate, ListSource, Named

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class OrderProducts(ListSource):
    """Away from any order, the reader's latest one."""

    kind: Literal["order_products"] = "order_products"
    title: ClassVar[str] = "Reminder of the order's products"

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        return {
            key: [Candidate(line.product_id, "in_the_order", count=line.quantity) for line in lines]
            for key, lines in book.order_lines(readers).items()
        }
