"""What the best-seller sources and the novelty sources have in common: which part of the shop is ranked, and how."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from ..fields import Days
from ..readers import Reader
from .base import ListSource, Named, Scope, by_scope

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf


class BestSellersSource(ListSource):
    """Ranked by units or by revenue of the last window_days, from paid orders net of refunds."""

    window_days: Days = 30
    by: Literal["units", "revenue"] = "units"

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        """Return the part of the shop that is ranked for each reader; one without a part is left out."""
        raise NotImplementedError

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        scopes = self.scopes(readers, book, shelf)
        return by_scope(scopes, shelf.best_sellers(set(scopes.values()), self.window_days, self.by))


class NoveltiesSource(ListSource):
    """Newest first, by the day of publication in the channel; older than window_days is no news."""

    window_days: Days = 60

    def scopes(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Mapping[int, Scope]:
        """Return the part of the shop that is ranked for each reader; one without a part is left out."""
        raise NotImplementedError

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        scopes = self.scopes(readers, book, shelf)
        return by_scope(scopes, shelf.novelties(set(scopes.values()), self.window_days))


def in_category(readers: Sequence[Reader], categories: Mapping[int, int]) -> dict[int, Scope]:
    """Return the scope of the one category found for each reader."""
    return {
        reader.key: Scope(reader.channel_slug, categories=(categories[reader.key],))
        for reader in readers
        if reader.key in categories
    }
