"""What the reader looked at lately and has not bought since, last seen first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from ..fields import Days
from ..readers import Reader
from .base import Candidate, ListSource, Named

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class ViewedNotBought(ListSource):
    kind: Literal["viewed_not_bought"] = "viewed_not_bought"
    title: ClassVar[str] = "Viewed lately and not bought"
    window_days: Days = 30

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        since = book.days_ago(self.window_days)
        return {
            reader.key: [
                Candidate(view.product_id, "viewed", count=view.count)
                for view in book.views(reader)
                if view.last_at >= since and (view.bought_at is None or view.bought_at < view.last_at)
            ]
            for reader in readers
        }
