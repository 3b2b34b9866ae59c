"""What every source is: it names products for readers, best first, and why. Filters and the shop are asked later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..fields import Part
from ..readers import Reader

if TYPE_CHECKING:
    from ..book import Book
    from ..shelf import Shelf

DEPTH = 100
"""Products a source names at most for one reader: some may be sold out, bought before or shown lately."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product and why it is named; about is the product, count the number the reason speaks of, if any."""

    product_id: int
    why: str
    about: int | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the assortment that is ranked: a channel, and in it categories with all below them, or brands."""

    channel_slug: str
    categories: tuple[int, ...] = ()
    brands: tuple[str, ...] = ()


Named = Mapping[int, Sequence[Candidate]]
"""Candidates by reader key. Readers may share one sequence: a source never changes what it has handed out."""


class ListSource(Part):
    """One kind of source. A kind is a file here, a line in __init__.py, a test and a heading in the docs."""

    kind: str
    title: ClassVar[str]

    def name(self, readers: Sequence[Reader], book: "Book", shelf: "Shelf") -> Named:
        """Return candidates for each reader the source has any for; the statements do not grow with the readers."""
        raise NotImplementedError

    def category_ids(self) -> tuple[int, ...]:
        """Return the categories the definition names, so that a deleted one is noticed."""
        return ()

    def product_ids(self) -> tuple[int, ...]:
        """Return the products the definition names."""
        return ()


def by_scope(
    scopes: Mapping[int, Scope], ranked: Mapping[Scope, Sequence[Candidate]]
) -> dict[int, Sequence[Candidate]]:
    """Give each reader the ranking of their scope; thousands of readers share one sequence."""
    return {key: ranked[scope] for key, scope in scopes.items() if ranked.get(scope)}
